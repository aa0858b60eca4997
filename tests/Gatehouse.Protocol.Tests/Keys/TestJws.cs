using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.Tests.Keys;

/// <summary>A key pair of a client, which signs anything it is given, right or wrong.</summary>
internal sealed class TestJws
{
    private readonly Func<byte[], byte[]> _sign;

    private TestJws(string publicJwk, Func<byte[], byte[]> sign) => (PublicJwk, _sign) = (publicJwk, sign);

    /// <summary>The public half as JSON.</summary>
    public string PublicJwk { get; }

    public PublicJwk Key => Read(PublicJwk)!;

    public static PublicJwk? Read(string jwk) => Protocol.Keys.PublicJwk.Read(JsonDocument.Parse(jwk).RootElement);

    public static TestJws New(string algorithm)
    {
        if (algorithm is "RS256" or "PS256")
        {
            var rsa = RSA.Create(2048);
            var numbers = rsa.ExportParameters(false);
            var padding = algorithm == "RS256" ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;
            return new($$"""{"kty":"RSA","n":"{{Encode(numbers.Modulus!)}}","e":"{{Encode(numbers.Exponent!)}}"}""",
                data => rsa.SignData(data, HashAlgorithmName.SHA256, padding));
        }

        var (curve, name, hash) = algorithm == "ES384"
            ? (ECCurve.NamedCurves.nistP384, "P-384", HashAlgorithmName.SHA384) : (ECCurve.NamedCurves.nistP256, "P-256", HashAlgorithmName.SHA256);
        var ec = ECDsa.Create(curve);
        var point = ec.ExportParameters(false).Q;
        return new($$"""{"kty":"EC","crv":"{{name}}","x":"{{Encode(point.X!)}}","y":"{{Encode(point.Y!)}}"}""", data => ec.SignData(data, hash));
    }

    public static string Mac(string header, string payload, string secret) =>
        Compact(header, payload, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data));

    public static string Unsigned(string header, string payload) => Compact(header, payload, _ => []);

    public string Sign(string header, string payload) => Compact(header, payload, _sign);

    private static string Compact(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = Encode(Encoding.UTF8.GetBytes(header)) + "." + Encode(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Encode(sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static string Encode(byte[] octets) => Base64Url.EncodeToString(octets);
}
