using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Keys;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Protocol.Tests.Keys;

/// <summary>RFC 7517, RFC 7518 section 6, RFC 7638; contract oidc.md section 1.2.</summary>
public sealed class JsonWebKeyPublicTests
{
    [Fact(DisplayName = "RFC 7638 section 3.1: the thumbprint of the example")]
    public void Kid_is_the_thumbprint()
    {
        const string modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W" +
            "-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08q" +
            "NLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        var parameters = new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = [1, 0, 1] };

        var key = JsonWebKeyPublic.FromRsa(parameters);

        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", key.Kid);
        Assert.Equal(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{key.Kid}}","e":"AQAB","n":"{{modulus}}"}]}""",
            Encoding.UTF8.GetString(JwksDocument.ToUtf8([key])));
    }

    [Fact(DisplayName = "RFC 7518 section 6.3.1: Base64urlUInt has no leading zero octets")]
    public void Leading_zeros_of_rsa_numbers_are_dropped()
    {
        using var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var padded = parameters with { Modulus = [0, .. parameters.Modulus!], Exponent = [0, 0, .. parameters.Exponent!] };
        Assert.Equal(JsonWebKeyPublic.FromRsa(parameters).Kid, JsonWebKeyPublic.FromRsa(padded).Kid);
    }

    // Key of RFC 7515 appendix A.3; its thumbprint is computed by the other program.
    [Fact(DisplayName = "RFC 7518 section 6.2: an EC key, against another program's reading")]
    public void Ec_members_stand_in_the_order_of_the_contract()
    {
        const string x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
        const string y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
        };
        var other = new JsonWebKey { Kty = "EC", Crv = "P-256", X = x, Y = y };

        var key = JsonWebKeyPublic.FromEC(parameters);

        Assert.Equal(Base64Url.EncodeToString(other.ComputeJwkThumbprint()), key.Kid);
        Assert.Equal(SigningAlgorithm.ES256, key.Algorithm);
        Assert.Equal(
            $$"""{"keys":[{"kty":"EC","use":"sig","kid":"{{key.Kid}}","alg":"ES256","crv":"P-256","x":"{{x}}","y":"{{y}}"}]}""",
            Encoding.UTF8.GetString(JwksDocument.ToUtf8([key])));
    }

    [Fact(DisplayName = "RFC 7518 section 6.2.1.2: coordinates have full length")]
    public void Short_coordinates_are_padded()
    {
        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP384,
            Q = new ECPoint { X = [1], Y = [.. Enumerable.Repeat((byte)7, 48)] },
        };
        using var document = JsonDocument.Parse(JwksDocument.ToUtf8([JsonWebKeyPublic.FromEC(parameters)]));
        var key = document.RootElement.GetProperty("keys")[0];
        Assert.Equal(("P-384", "ES384"), (key.GetProperty("crv").GetString(), key.GetProperty("alg").GetString()));
        Assert.Equal([.. new byte[47], 1], Base64Url.DecodeFromChars(key.GetProperty("x").GetString()));
    }

    [Fact]
    public void Private_parts_of_a_key_are_never_written()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var document = JsonDocument.Parse(JwksDocument.ToUtf8(
        [
            JsonWebKeyPublic.FromEC(ec.ExportParameters(includePrivateParameters: true)),
            JsonWebKeyPublic.FromRsa(rsa.ExportParameters(includePrivateParameters: true)),
        ]));
        var members = document.RootElement.GetProperty("keys").EnumerateArray()
            .Select(key => string.Join(' ', key.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(["kty use kid alg crv x y", "kty use kid e n"], members);
    }

    [Fact]
    public void Other_curves_are_refused()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        Assert.Throws<ArgumentException>(() => JsonWebKeyPublic.FromEC(ec.ExportParameters(includePrivateParameters: false)));
    }
}
