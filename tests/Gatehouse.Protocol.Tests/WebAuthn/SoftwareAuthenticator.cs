using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gatehouse.Protocol.Tests.WebAuthn;

/// <summary>
/// A browser with an authenticator in it: makes passkeys and uses them, by options as a server sends them, at a page of
/// <paramref name="origin"/>. What it says can be twisted in every respect (<see cref="Twist"/>).
/// </summary>
public sealed class SoftwareAuthenticator(string origin)
{
    private const byte UserPresent = 0x01, UserVerified = 0x04, AttestedCredential = 0x40, Extensions = 0x80;

    /// <summary>The page's.</summary>
    public string Origin => origin;

    /// <summary><c>navigator.credentials.create()</c>.</summary>
    public (SoftwarePasskey Passkey, JsonObject Response) Create(JsonNode options, Twist? twist = null)
    {
        var passkey = SoftwarePasskey.New(
            (string)options["rp"]!["id"]!, Base64Url.DecodeFromChars((string)options["user"]!["id"]!), twist?.Algorithm ?? -7, twist?.CredentialIdOctets ?? 32);
        return (passkey, Create(options, passkey, twist));
    }

    public JsonObject Create(JsonNode options, SoftwarePasskey passkey, Twist? twist = null)
    {
        twist ??= new Twist();
        var client = ClientData("webauthn.create", (string)options["challenge"]!, twist);
        var data = AuthenticatorData(passkey, twist, (byte)(UserPresent | UserVerified | AttestedCredential | (twist.ExtensionData is null ? 0 : Extensions)), isNew: true);
        var attestation = Attestation(twist.Format ?? "none", data, client, passkey, twist);
        return Credential(passkey, new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal", "hybrid"),
        }, twist);
    }

    /// <summary><c>navigator.credentials.get()</c> with this passkey, whatever the options allow.</summary>
    public JsonObject Get(JsonNode options, SoftwarePasskey passkey, Twist? twist = null)
    {
        twist ??= new Twist();
        passkey.Count += passkey.CountsUses ? 1u : 0u;
        var client = ClientData("webauthn.get", (string)options["challenge"]!, twist);
        var data = AuthenticatorData(passkey, twist, (byte)(UserPresent | UserVerified | (twist.ExtensionData is null ? 0 : Extensions)), isNew: false);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(passkey.Sign([.. data, .. SHA256.HashData(client)])),
        };
        if (!twist.LeavesUserOut) response["userHandle"] = Base64Url.EncodeToString(twist.UserHandle ?? passkey.UserHandle);
        return Credential(passkey, response, twist);
    }

    private static JsonObject Credential(SoftwarePasskey passkey, JsonObject response, Twist twist)
    {
        var id = Base64Url.EncodeToString(twist.CredentialId ?? passkey.Id);
        return new JsonObject
        {
            ["type"] = "WebAuthn",
            ["id"] = id,
            ["rawId"] = id,
            ["response"] = response,
            ["authenticatorAttachment"] = "platform",
            ["clientExtensionResults"] = new JsonObject(),
        };
    }

    private byte[] ClientData(string type, string challenge, Twist twist)
    {
        var data = new JsonObject
        {
            ["type"] = twist.Type ?? type,
            ["challenge"] = twist.Challenge ?? challenge,
            ["origin"] = twist.Origin ?? origin,
            ["crossOrigin"] = twist.IsCrossOrigin,
        };
        if (twist.TopOrigin is { } top) data["topOrigin"] = top;
        return Encoding.UTF8.GetBytes(data.ToJsonString());
    }

    private static byte[] AuthenticatorData(SoftwarePasskey passkey, Twist twist, byte flags, bool isNew)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, twist.Count ?? passkey.Count);
        List<byte> data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(twist.RpId ?? passkey.RpId)), (byte)((flags & ~twist.FlagsTaken) | twist.FlagsAdded), .. count];
        if (isNew)
        {
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)passkey.Id.Length);
            data.AddRange([.. new byte[16], .. length, .. passkey.Id, .. twist.PublicKey ?? passkey.PublicKey]);
        }

        data.AddRange(twist.ExtensionData ?? []);
        data.AddRange(twist.LeftOver ?? []);
        return [.. data];
    }

    private static byte[] Attestation(string format, byte[] data, byte[] client, SoftwarePasskey passkey, Twist twist)
    {
        var cbor = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cbor.WriteStartMap(3);
        cbor.WriteTextString("fmt");
        cbor.WriteTextString(format);
        cbor.WriteTextString("attStmt");
        if (twist.Statement is { } statement)
        {
            cbor.WriteEncodedValue(statement);
        }
        else if (format == "packed")
        {
            cbor.WriteStartMap(2);
            cbor.WriteTextString("alg");
            cbor.WriteInt32(twist.StatementAlgorithm ?? passkey.Algorithm);
            cbor.WriteTextString("sig");
            cbor.WriteByteString((twist.AttestedBy ?? passkey).Sign([.. data, .. SHA256.HashData(client)]));
            cbor.WriteEndMap();
        }
        else
        {
            cbor.WriteStartMap(0);
            cbor.WriteEndMap();
        }

        cbor.WriteTextString("authData");
        cbor.WriteByteString(data);
        cbor.WriteEndMap();
        return cbor.Encode();
    }
}

/// <summary>What an authenticator or a browser would never say. Null: it says what is right.</summary>
public sealed record Twist
{
    public string? Type { get; init; }

    public string? Challenge { get; init; }

    public string? Origin { get; init; }

    public bool IsCrossOrigin { get; init; }

    public string? TopOrigin { get; init; }

    public string? RpId { get; init; }

    public byte FlagsTaken { get; init; }

    public byte FlagsAdded { get; init; }

    public uint? Count { get; init; }

    public byte[]? UserHandle { get; init; }

    public bool LeavesUserOut { get; init; }

    public byte[]? CredentialId { get; init; }

    public byte[]? PublicKey { get; init; }

    public int? Algorithm { get; init; }

    public int? CredentialIdOctets { get; init; }

    public string? Format { get; init; }

    public byte[]? Statement { get; init; }

    public int? StatementAlgorithm { get; init; }

    public SoftwarePasskey? AttestedBy { get; init; }

    public byte[]? ExtensionData { get; init; }

    public byte[]? LeftOver { get; init; }
}

/// <summary>A passkey with its private key.</summary>
public sealed class SoftwarePasskey
{
    private readonly AsymmetricAlgorithm _key;

    private SoftwarePasskey(AsymmetricAlgorithm key, string rpId, byte[] id, byte[] userHandle) => (_key, RpId, Id, UserHandle) = (key, rpId, id, userHandle);

    public string RpId { get; }

    public byte[] Id { get; }

    public byte[] UserHandle { get; }

    /// <summary>Of signatures so far.</summary>
    public uint Count { get; set; }

    /// <summary>Passkeys that are shared between devices do not.</summary>
    public bool CountsUses { get; set; } = true;

    public int Algorithm => _key is ECDsa ? -7 : -257;

    /// <summary>A COSE_Key.</summary>
    public byte[] PublicKey => _key switch
    {
        ECDsa ec => Cose([(1, 2), (3, -7), (-1, 1)], [(-2, ec.ExportParameters(false).Q.X!), (-3, ec.ExportParameters(false).Q.Y!)]),
        RSA rsa => Cose([(1, 3), (3, -257)], [(-1, rsa.ExportParameters(false).Modulus!), (-2, rsa.ExportParameters(false).Exponent!)]),
        _ => throw new InvalidOperationException("No such key."),
    };

    public static SoftwarePasskey New(string rpId, byte[] userHandle, int algorithm = -7, int idOctets = 32) => new(
        algorithm == -7 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048), rpId, RandomNumberGenerator.GetBytes(idOctets), userHandle);

    public byte[] Sign(byte[] data) => _key switch
    {
        ECDsa ec => ec.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => throw new InvalidOperationException("No such key."),
    };

    public static byte[] Cose((int Label, int Value)[] numbers, (int Label, byte[] Value)[] octets)
    {
        var cbor = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cbor.WriteStartMap(numbers.Length + octets.Length);
        foreach (var (label, value) in numbers)
        {
            cbor.WriteInt32(label);
            cbor.WriteInt32(value);
        }

        foreach (var (label, value) in octets)
        {
            cbor.WriteInt32(label);
            cbor.WriteByteString(value);
        }

        cbor.WriteEndMap();
        return cbor.Encode();
    }
}
