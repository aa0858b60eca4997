using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// Somebody else's public key as a JWK (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2): a client's registered key, or the
/// one in a DPoP proof. Only keys that signatures can be checked with: P-256, P-384, RSA of 2048 to 8192 bits, Ed25519.
/// </summary>
public sealed class PublicJwk
{
    // RFC 7518 sections 6.2.2, 6.3.2 and 6.4: a key that came with its secret part is not a secret any more.
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;
    private readonly byte[]? _edwards;

    private PublicJwk(JsonElement jwk, ECParameters? ec, RSAParameters? rsa, byte[]? edwards)
    {
        (_ec, _rsa, _edwards) = (ec, rsa, edwards);
        KeyId = ReceivedJws.TextOf(jwk, "kid");
        OnlyAlgorithm = ReceivedJws.TextOf(jwk, "alg");
        Thumbprint = ec is { } curve ? JsonWebKeyPublic.FromEC(curve).Kid
            : rsa is { } numbers ? JsonWebKeyPublic.FromRsa(numbers).Kid
            // RFC 8037 section 2.
            : ThumbprintOf($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(edwards)}}"}""");
    }

    /// <summary>Member <c>kid</c>.</summary>
    public string? KeyId { get; }

    /// <summary>RFC 7638, SHA-256.</summary>
    public string Thumbprint { get; }

    /// <summary>Member <c>alg</c>: the one algorithm the owner wants it used with.</summary>
    private string? OnlyAlgorithm { get; }

    /// <summary>Null when it is no usable public key, or holds a private member.</summary>
    public static PublicJwk? Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || PrivateMembers.Any(member => jwk.TryGetProperty(member, out _))) return null;
        // RFC 7517 sections 4.2 and 4.3.
        if (jwk.TryGetProperty("use", out var use) && !(use.ValueKind == JsonValueKind.String && use.ValueEquals("sig"))) return null;
        if (jwk.TryGetProperty("key_ops", out var operations) && !Contains(operations, "verify")) return null;
        return ReceivedJws.TextOf(jwk, "kty") switch
        {
            "EC" => ReadEC(jwk),
            "RSA" => ReadRsa(jwk),
            "OKP" => ReadEdwards(jwk),
            _ => null,
        };
    }

    /// <summary>The usable keys of a JWK set (RFC 7517 section 5); others in it are ignored, as the section asks.</summary>
    public static IReadOnlyList<PublicJwk> ReadSet(JsonElement set) =>
        set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(Read).OfType<PublicJwk>()]
            : [];

    internal bool Verifies(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (OnlyAlgorithm is not null && OnlyAlgorithm != algorithm) return false;
        try
        {
            // RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864 section 2.2: the key decides, the header may only agree.
            return algorithm switch
            {
                "ES256" => _ec is { } key && key.Q.X!.Length == 32 && Verifies(key, data, signature, HashAlgorithmName.SHA256),
                "ES384" => _ec is { } key && key.Q.X!.Length == 48 && Verifies(key, data, signature, HashAlgorithmName.SHA384),
                "RS256" => _rsa is { } key && Verifies(key, data, signature, RSASignaturePadding.Pkcs1),
                "PS256" => _rsa is { } key && Verifies(key, data, signature, RSASignaturePadding.Pss),
                "EdDSA" or "Ed25519" => _edwards is not null && Ed25519.Verifies(_edwards, data, signature),
                _ => false,
            };
        }
        // A point that is not on its curve, a modulus that is none.
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Verifies(ECParameters key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var ec = ECDsa.Create(key);
        return ec.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool Verifies(RSAParameters key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }

    private static PublicJwk? ReadEC(JsonElement jwk)
    {
        (ECCurve Curve, int Octets)? curve = ReceivedJws.TextOf(jwk, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            _ => null,
        };
        // RFC 7518 section 6.2.1.2: coordinates have the curve's full length.
        return curve is { } known && Octets(jwk, "x") is { } x && x.Length == known.Octets && Octets(jwk, "y") is { } y && y.Length == known.Octets
            ? new PublicJwk(jwk, new ECParameters { Curve = known.Curve, Q = new ECPoint { X = x, Y = y } }, null, null)
            : null;
    }

    private static PublicJwk? ReadRsa(JsonElement jwk)
    {
        // RFC 7518 section 3.3: 2048 bits or more. The upper ends keep a check from taking seconds; leading zeros would make two names of one key.
        return Octets(jwk, "n") is { Length: >= 256 and <= 1024 } n && n[0] != 0 && Octets(jwk, "e") is { Length: >= 1 and <= 4 } e && e[0] != 0
            ? new PublicJwk(jwk, null, new RSAParameters { Modulus = n, Exponent = e }, null)
            : null;
    }

    private static PublicJwk? ReadEdwards(JsonElement jwk) =>
        ReceivedJws.TextOf(jwk, "crv") == "Ed25519" && Octets(jwk, "x") is { Length: Ed25519.KeyOctets } x ? new PublicJwk(jwk, null, null, x) : null;

    private static byte[]? Octets(JsonElement jwk, string member) => ReceivedJws.TextOf(jwk, member) is { } text ? ReceivedJws.Decode(text) : null;

    private static bool Contains(JsonElement list, string word) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(word));

    private static string ThumbprintOf(string canonical) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
}
