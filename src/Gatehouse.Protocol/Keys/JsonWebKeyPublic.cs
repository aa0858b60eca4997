using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// The public half of a signing key as a JWK: RFC 7517 section 4, RFC 7518 section 6, contract oidc.md section 1.2. <see cref="Kid"/> is
/// the thumbprint of RFC 7638.
/// </summary>
public sealed class JsonWebKeyPublic
{
    private readonly EllipticCurve? _curve;
    private readonly string _first;
    private readonly string _second;

    private JsonWebKeyPublic(EllipticCurve? curve, string first, string second, SigningAlgorithm algorithm)
    {
        (_curve, _first, _second, Algorithm) = (curve, first, second, algorithm);
        // RFC 7638 section 3: the required members alone, in lexicographic order, without white space.
        var canonical = curve is null
            ? $$"""{"e":"{{first}}","kty":"RSA","n":"{{second}}"}"""
            : $$"""{"crv":"{{curve.Name}}","kty":"EC","x":"{{first}}","y":"{{second}}"}""";
        Kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    /// <summary>The key's id: base64url of SHA-256, 43 characters.</summary>
    public string Kid { get; }

    /// <summary>What the key signs with.</summary>
    public SigningAlgorithm Algorithm { get; }

    /// <summary>A key on P-256 or P-384; only the public point is read.</summary>
    public static JsonWebKeyPublic FromEC(ECParameters parameters)
    {
        var curve = EllipticCurve.Of(parameters.Curve);
        // RFC 7518 section 6.2.1.2: coordinates have the curve's full length.
        return new JsonWebKeyPublic(
            curve, Coordinate(parameters.Q.X, curve.Octets), Coordinate(parameters.Q.Y, curve.Octets), curve.Algorithm);
    }

    /// <summary>An RSA key; only modulus and exponent are read.</summary>
    public static JsonWebKeyPublic FromRsa(RSAParameters parameters) =>
        new(null, UnsignedInteger(parameters.Exponent), UnsignedInteger(parameters.Modulus), SigningAlgorithm.RS256);

    /// <summary>Writes the key, members in the order of contract section 1.2.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kty"u8, _curve is null ? "RSA"u8 : "EC"u8);
        writer.WriteString("use"u8, "sig"u8);
        writer.WriteString("kid"u8, Kid);
        if (_curve is not null)
        {
            writer.WriteString("alg"u8, Algorithm.Name);
            writer.WriteString("crv"u8, _curve.Name);
        }

        writer.WriteString(_curve is null ? "e"u8 : "x"u8, _first);
        writer.WriteString(_curve is null ? "n"u8 : "y"u8, _second);
        writer.WriteEndObject();
    }

    private static string Coordinate(byte[]? octets, int length)
    {
        if (octets is null || octets.Length > length) throw new ArgumentException("The key has no public point on its curve.");
        var padded = new byte[length];
        octets.CopyTo(padded, length - octets.Length);
        return Base64Url.EncodeToString(padded);
    }

    // RFC 7518 section 6.3.1: Base64urlUInt, without leading zero octets.
    private static string UnsignedInteger(byte[]? octets)
    {
        if (octets is null) throw new ArgumentException("The key lacks modulus or exponent.");
        return Base64Url.EncodeToString(octets.AsSpan().TrimStart((byte)0));
    }

    // RFC 7518 section 6.2.1.1.
    private sealed record EllipticCurve(string Name, string ObjectId, string FriendlyName, int Octets, SigningAlgorithm Algorithm)
    {
        private static readonly EllipticCurve[] Supported =
        [
            new("P-256", "1.2.840.10045.3.1.7", "nistP256", 32, SigningAlgorithm.ES256),
            new("P-384", "1.3.132.0.34", "nistP384", 48, SigningAlgorithm.ES384),
        ];

        public static EllipticCurve Of(ECCurve curve) =>
            curve.IsNamed && Array.Find(Supported, known => known.Is(curve.Oid)) is { } found
                ? found
                : throw new ArgumentException("Only keys on P-256 and P-384 are supported.");

        // Which of the two an Oid carries depends on the platform.
        private bool Is(Oid oid) => oid.Value is null ? FriendlyName == oid.FriendlyName : ObjectId == oid.Value;
    }
}
