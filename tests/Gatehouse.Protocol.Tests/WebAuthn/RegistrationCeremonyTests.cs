using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Protocol.Tests.WebAuthn;

/// <summary>Web Authentication Level 3 section 7.1, each step against an answer that fails it alone.</summary>
public sealed class RegistrationCeremonyTests : CeremonyBase
{
    [Theory]
    [InlineData(-7)]
    [InlineData(-257)]
    public void A_passkey_of_each_offered_algorithm_is_registered(int algorithm)
    {
        var (passkey, response) = Authenticator.Create(Options, new Twist { Algorithm = algorithm, FlagsAdded = 0x18 });
        var registered = Value(Register(response));
        Assert.Equal(passkey.Id, registered.Id.ToArray());
        Assert.Equal(passkey.PublicKey, registered.PublicKey.ToArray());
        Assert.Equal((0u, true, true), (registered.SignCount, registered.IsBackupEligible, registered.IsBackedUp));
        Assert.Contains(algorithm, RegistrationCeremony.Algorithms);
    }

    [Fact(DisplayName = "Section 7.1 step 7: the type is webauthn.create")]
    public void Type() => IsRefused("another ceremony", Create(new Twist { Type = "webauthn.get" }));

    [Fact(DisplayName = "Section 7.1 step 8: the challenge is the one that was given")]
    public void The_challenge()
    {
        IsRefused("challenge", Create(new Twist { Challenge = "b3RoZXI" }));
        IsRefused("challenge", Create(new Twist { Challenge = Challenge + "=" }));
        IsRefused("challenge", Create(new Twist { Challenge = "" }));
    }

    [Theory(DisplayName = "Section 7.1 step 9: the origin is compared exactly")]
    [InlineData("https://evil.example")]
    [InlineData("https://sub.auth.example")]
    [InlineData("https://auth.example:8443")]
    [InlineData("https://auth.example/")]
    [InlineData("http://auth.example")]
    [InlineData("https://AUTH.example")]
    [InlineData("https://auth.example.evil.example")]
    [InlineData("")]
    public void The_origin(string origin) => IsRefused("origin", Create(new Twist { Origin = origin }));

    [Fact(DisplayName = "Section 5.11: an origin that was named as related is expected")]
    public void A_related_origin() => Value(Register(
        Authenticator.Create(Options, new Twist { Origin = "https://shop.example" }).Response, Expected with { Origins = [Origin, "https://shop.example"] }));

    [Fact(DisplayName = "Section 7.1 steps 10 and 11: never in a frame of another site")]
    public void Frames()
    {
        IsRefused("frame", Create(new Twist { IsCrossOrigin = true }));
        IsRefused("frame", Create(new Twist { TopOrigin = Origin }));
    }

    [Fact(DisplayName = "Section 7.1 step 14: the relying party is this one")]
    public void The_relying_party() => IsRefused("relying party", Create(new Twist { RpId = "example" }));

    [Fact(DisplayName = "Section 7.1 steps 15 and 16: the user was there and was verified")]
    public void Presence_and_verification()
    {
        IsRefused("feel", Create(new Twist { FlagsTaken = 0x01 }));
        IsRefused("verify its user", Create(new Twist { FlagsTaken = 0x04 }));
        Value(Register(Authenticator.Create(Options, new Twist { FlagsTaken = 0x04 }).Response, Expected with { RequiresUserVerification = false }));
    }

    [Fact(DisplayName = "Section 7.1 step 17: what can't be backed up is not")]
    public void Backup()
    {
        IsRefused("backed up", Create(new Twist { FlagsAdded = 0x10 }));
        Value(Create(new Twist { FlagsAdded = 0x08 }));
    }

    [Fact(DisplayName = "Section 7.1 step 20: only keys of an offered kind, with points on their curve")]
    public void Keys()
    {
        var passkey = SoftwarePasskey.New(RpId, Owner);
        byte[] x = new byte[32], y = new byte[32];
        byte[][] keys =
        [
            // EdDSA, which was not offered (RFC 9053 section 2.2).
            SoftwarePasskey.Cose([(1, 1), (3, -8), (-1, 6)], [(-2, x)]),
            // ES384, ES512, PS256.
            SoftwarePasskey.Cose([(1, 2), (3, -35), (-1, 2)], [(-2, new byte[48]), (-3, new byte[48])]),
            SoftwarePasskey.Cose([(1, 2), (3, -36), (-1, 3)], [(-2, new byte[66]), (-3, new byte[66])]),
            SoftwarePasskey.Cose([(1, 3), (3, -37)], [(-1, new byte[256]), (-2, [1, 0, 1])]),
            // ES256 on another curve, without curve, without y, with a short x, with a type that does not fit.
            SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 2)], [(-2, x), (-3, y)]),
            SoftwarePasskey.Cose([(1, 2), (3, -7)], [(-2, x), (-3, y)]),
            SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 1)], [(-2, x)]),
            SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 1)], [(-2, new byte[31]), (-3, y)]),
            SoftwarePasskey.Cose([(1, 3), (3, -7), (-1, 1)], [(-2, x), (-3, y)]),
            // A point that is not on the curve; a modulus that is too short, or too long to be worth it; an exponent that is none.
            SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 1)], [(-2, [.. Enumerable.Repeat((byte)7, 32)]), (-3, [.. Enumerable.Repeat((byte)9, 32)])]),
            SoftwarePasskey.Cose([(1, 3), (3, -257)], [(-1, [.. Enumerable.Repeat((byte)0xAB, 128)]), (-2, [1, 0, 1])]),
            SoftwarePasskey.Cose([(1, 3), (3, -257)], [(-1, [.. Enumerable.Repeat((byte)0xAB, 1024)]), (-2, [1, 0, 1])]),
            SoftwarePasskey.Cose([(1, 3), (3, -257)], [(-1, [.. Enumerable.Repeat((byte)0xAB, 256)]), (-2, [])]),
            // Nothing at all.
            SoftwarePasskey.Cose([], []),
        ];
        foreach (var key in keys) IsRefused("kind that was offered", Register(Authenticator.Create(Options, passkey, new Twist { PublicKey = key })));
        IsRefused("malformed", Register(Authenticator.Create(Options, passkey, new Twist { PublicKey = [0x01] })));
        IsRefused("malformed", Register(Authenticator.Create(Options, passkey, new Twist { PublicKey = [] })));
    }

    [Fact(DisplayName = "CTAP 2 section 8: a key that is not canonical CBOR, or names a label twice, is none")]
    public void Canonical_keys()
    {
        var passkey = SoftwarePasskey.New(RpId, Owner);
        var canonical = passkey.PublicKey;
        // The first two pairs (1: 2 and 3: -7) in the wrong order; one of them twice; a length that is longer than it must be.
        byte[][] keys =
        [
            [canonical[0], .. canonical[3..5], .. canonical[1..3], .. canonical[5..]],
            [(byte)(canonical[0] + 1), .. canonical[1..3], .. canonical[1..]],
            [0xB8, 0x05, .. canonical[1..]],
            [0xBF, .. canonical[1..], 0xFF],
        ];
        foreach (var key in keys) IsRefused("malformed", Register(Authenticator.Create(Options, passkey, new Twist { PublicKey = key })));
    }

    [Fact(DisplayName = "Section 7.1 steps 21 to 23: extensions are read, not obeyed; left-over octets are refused")]
    public void Extensions()
    {
        Value(Create(new Twist { ExtensionData = [0xA1, 0x61, 0x61, 0x01] }));
        IsRefused("malformed", Create(new Twist { ExtensionData = [0x01] }));
        IsRefused("malformed", Create(new Twist { ExtensionData = [0xA1, 0x61, 0x61] }));
        IsRefused("malformed", Create(new Twist { LeftOver = [0x00] }));
        IsRefused("malformed", Create(new Twist { FlagsAdded = 0x80 }));
        IsRefused("malformed", Create(new Twist { FlagsTaken = 0x40 }));
    }

    [Fact(DisplayName = "Section 8.2: a self attestation is signed with the new credential")]
    public void Self_attestation()
    {
        Value(Create(new Twist { Format = "packed" }));
        Value(Create(new Twist { Format = "packed", Algorithm = -257 }));
        IsRefused("self attestation", Create(new Twist { Format = "packed", AttestedBy = SoftwarePasskey.New(RpId, Owner) }));
        IsRefused("self attestation", Create(new Twist { Format = "packed", StatementAlgorithm = -257 }));
        IsRefused("self attestation", Create(new Twist { Format = "packed", Statement = [0xA0] }));
        IsRefused("statement", Create(new Twist { Format = "packed", Statement = [0xA1, 0x63, .. Octets("alg"), 0x61, 0x78] }));
        IsRefused("statement", Create(new Twist { Format = "packed", Statement = [0xA1, 0x01, 0x01] }));
    }

    [Fact(DisplayName = "Section 8.7: none holds nothing; what was not asked for earns no trust and does no harm")]
    public void Other_formats()
    {
        IsRefused("format none", Create(new Twist { Statement = [0xA1, 0x61, 0x61, 0x01] }));
        Value(Create(new Twist { Format = "android-key", Statement = [0xA1, 0x63, .. Octets("alg"), 0x26] }));
        Value(Create(new Twist { Format = "unheard-of" }));
        IsRefused("malformed", Create(new Twist { Statement = [0x80] }));
    }

    [Fact(DisplayName = "Section 7.1 step 26: ids of up to 1023 octets")]
    public void Long_ids()
    {
        Value(Create(new Twist { CredentialIdOctets = 1023 }));
        Value(Create(new Twist { CredentialIdOctets = 1 }));
        IsRefused("too long", Create(new Twist { CredentialIdOctets = 1024 }));
        IsRefused("malformed", RegistrationCeremony.Verify(
            RegistrationResponse.Read(Element(Authenticator.Create(Options, new Twist { CredentialIdOctets = 0, CredentialId = [1] }).Response))!, Expected));
    }

    [Fact]
    public void The_id_beside_the_response_is_the_credential_s() => IsRefused("another credential", Create(new Twist { CredentialId = [1, 2, 3] }));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"type\":\"webauthn.create\"}")]
    [InlineData("{\"type\":1,\"challenge\":\"x\",\"origin\":\"y\"}")]
    [InlineData("{\"type\":\"webauthn.create\",\"type\":\"webauthn.create\",\"challenge\":\"x\",\"origin\":\"y\"}")]
    [InlineData("{\"type\":\"webauthn.create\",\"challenge\":\"x\",\"origin\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"webauthn.create\",\"challenge\":\"x\",\"origin\":\"y\",\"crossOrigin\":\"false\"}")]
    [InlineData("{\"type\":\"webauthn.create\",\"challenge\":\"x\",\"origin\":\"y\",\"topOrigin\":null}")]
    public void Client_data_that_are_none_are_refused(string json)
    {
        var read = RegistrationResponse.Read(Element(Authenticator.Create(Options).Response))!;
        IsRefused("client data", RegistrationCeremony.Verify(read with { ClientDataJson = Octets(json) }, Expected));
        IsRefused("client data", RegistrationCeremony.Verify(read with { ClientDataJson = new byte[] { 0xFF, 0xFE } }, Expected));
    }

    [Fact]
    public void Responses_that_lack_a_member_are_none()
    {
        var whole = Authenticator.Create(Options).Response;
        foreach (var path in new[] { "id", "rawId", "response", "response.clientDataJSON", "response.attestationObject" })
        {
            Assert.Null(RegistrationResponse.Read(Element(Changed(whole, path, null))));
            Assert.Null(RegistrationResponse.Read(Element(Changed(whole, path, JsonValue.Create(7)))));
            Assert.Null(RegistrationResponse.Read(Element(Changed(whole, path, JsonValue.Create("a+/=")))));
        }

        Assert.Null(RegistrationResponse.Read(Element(Changed(whole, "id", JsonValue.Create("AAAA")))));
        Assert.Null(RegistrationResponse.Read(JsonDocument.Parse("[]").RootElement));
        Assert.NotNull(RegistrationResponse.Read(Element(whole)));
    }

    [Fact]
    public void An_attestation_object_cut_off_anywhere_is_refused()
    {
        foreach (var format in new[] { "none", "packed" })
        {
            var read = RegistrationResponse.Read(Element(Authenticator.Create(Options, new Twist { Format = format, ExtensionData = [0xA1, 0x61, 0x61, 0x01] }).Response))!;
            for (var length = 0; length < read.AttestationObject.Length; length++)
                IsRefused("malformed", RegistrationCeremony.Verify(read with { AttestationObject = read.AttestationObject[..length] }, Expected));
            IsRefused("malformed", RegistrationCeremony.Verify(read with { AttestationObject = (byte[])[.. read.AttestationObject.Span, 0] }, Expected));
            for (var length = 0; length < read.ClientDataJson.Length; length++)
                IsRefused("client data", RegistrationCeremony.Verify(read with { ClientDataJson = read.ClientDataJson[..length] }, Expected));
        }
    }

    [Fact]
    public void Authenticator_data_cut_off_anywhere_are_refused()
    {
        var (_, response) = Authenticator.Create(Options, new Twist { ExtensionData = [0xA1, 0x61, 0x61, 0x01] });
        var data = AuthenticatorDataOf(response);
        for (var length = 0; length < data.Length; length++) IsRefused("malformed", Register(WithData(response, data[..length])));
        Value(Register(WithData(response, data)));
    }

    [Fact(DisplayName = "Every flipped bit of a self-attested registration is refused")]
    public void Flipped_bits()
    {
        var read = RegistrationResponse.Read(Element(Authenticator.Create(Options, new Twist { Format = "packed" }).Response))!;
        for (var bit = 0; bit < read.AttestationObject.Length * 8; bit++)
        {
            var result = RegistrationCeremony.Verify(read with { AttestationObject = Flipped(read.AttestationObject, bit) }, Expected);
            // The names of the format and of x5c are what says that there is an attestation: without them nothing is claimed.
            if (result.TryGet(out var registered, out _)) Assert.Equal(read.CredentialId.ToArray(), registered.Id.ToArray());
        }

        for (var bit = 0; bit < read.ClientDataJson.Length * 8; bit++)
            Assert.False(RegistrationCeremony.Verify(read with { ClientDataJson = Flipped(read.ClientDataJson, bit) }, Expected).TryGet(out _, out _));
    }

    [Fact]
    public void Noise_is_refused_and_never_throws()
    {
        var random = new Random(7);
        var read = RegistrationResponse.Read(Element(Authenticator.Create(Options).Response))!;
        for (var round = 0; round < 5_000; round++)
        {
            var noise = new byte[random.Next(0, 300)];
            random.NextBytes(noise);
            IsRefused("malformed", RegistrationCeremony.Verify(read with { AttestationObject = noise }, Expected));
            var mixed = read.AttestationObject.ToArray();
            for (var change = 0; change < 3; change++) mixed[random.Next(mixed.Length)] = (byte)random.Next(256);
            _ = RegistrationCeremony.Verify(read with { AttestationObject = mixed }, Expected);
        }

        // Nested as deeply as it gets.
        IsRefused("malformed", RegistrationCeremony.Verify(read with { AttestationObject = Enumerable.Repeat((byte)0x81, 100_000).ToArray() }, Expected));
    }

    private static CeremonyResult<RegisteredCredential> Create(Twist twist) => Register(Authenticator.Create(Options, twist).Response);

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> octets, int bit)
    {
        var changed = octets.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    private static JsonObject Changed(JsonObject whole, string path, JsonNode? value)
    {
        var copy = whole.DeepClone().AsObject();
        var parts = path.Split('.');
        var target = parts.Length == 1 ? copy : copy[parts[0]]!.AsObject();
        if (value is null) target.Remove(parts[^1]);
        else target[parts[^1]] = value;
        return copy;
    }

    private static byte[] AuthenticatorDataOf(JsonObject response)
    {
        var reader = new CborReader(Base64Url.DecodeFromChars((string)response["response"]!["attestationObject"]!));
        reader.ReadStartMap();
        while (reader.ReadTextString() != "authData") reader.SkipValue();
        return reader.ReadByteString();
    }

    private static JsonObject WithData(JsonObject response, byte[] data)
    {
        var cbor = new CborWriter();
        cbor.WriteStartMap(3);
        cbor.WriteTextString("authData");
        cbor.WriteByteString(data);
        cbor.WriteTextString("fmt");
        cbor.WriteTextString("none");
        cbor.WriteTextString("attStmt");
        cbor.WriteStartMap(0);
        cbor.WriteEndMap();
        cbor.WriteEndMap();
        return Changed(response, "response.attestationObject", JsonValue.Create(Base64Url.EncodeToString(cbor.Encode())));
    }
}
