using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Protocol.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Protocol.Tests.Keys;

/// <summary>
/// RFC 7515 section 7.1, RFC 7518 sections 3.3 and 3.4; every signature is verified by another program, from the JWKS alone.
/// </summary>
public sealed class CompactJwsTests
{
    private static readonly byte[] Payload = """{"iss":"i","aud":"a","sub":"s","exp":4102444800}"""u8.ToArray();

    [Theory(DisplayName = "RFC 7518 section 3.1: algorithms")]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.ES384)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task Another_program_verifies_the_signature(SigningAlgorithm algorithm)
    {
        var (sign, jwk) = NewKey(algorithm);
        var keys = new JsonWebKeySet(Encoding.UTF8.GetString(JwksDocument.ToUtf8([jwk]))).GetSigningKeys();
        var validation = new TokenValidationParameters
        {
            ValidIssuer = "i", ValidAudience = "a", IssuerSigningKeys = keys,
            ValidTypes = ["at+jwt"], ValidAlgorithms = [algorithm.Name], TryAllIssuerSigningKeys = false,
        };
        // Many, because a fault in the fixed length of a signature's halves shows only where one begins with a zero.
        for (var i = 0; i < (algorithm == SigningAlgorithm.RS256 ? 3 : 600); i++)
        {
            var jws = sign(JwsHeader.Create(algorithm, jwk.Kid, "at+jwt"), Payload);
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(jws, validation);
            Assert.True(result.IsValid, result.Exception?.Message);
        }
    }

    [Fact(DisplayName = "RFC 7515 section 4: the header's members and their order")]
    public void Header_and_payload_stand_as_given()
    {
        var (sign, jwk) = NewKey(SigningAlgorithm.ES256);
        var parts = sign(JwsHeader.Create(SigningAlgorithm.ES256, jwk.Kid, "at+jwt"), Payload).Split('.');
        Assert.Equal($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{jwk.Kid}}"}""", Text(parts[0]));
        Assert.Equal(Payload, Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(3, parts.Length);

        var idToken = sign(JwsHeader.Create(SigningAlgorithm.ES256, "k", typ: null), Payload).Split('.');
        Assert.Equal("""{"alg":"ES256","kid":"k"}""", Text(idToken[0]));
    }

    [Fact(DisplayName = "RFC 7518 section 3.4: the curve belongs to the algorithm")]
    public void A_key_of_another_algorithm_is_refused()
    {
        foreach (var (header, key) in new[]
        {
            (SigningAlgorithm.ES256, SigningAlgorithm.ES384), (SigningAlgorithm.ES384, SigningAlgorithm.ES256),
            (SigningAlgorithm.RS256, SigningAlgorithm.ES256), (SigningAlgorithm.ES256, SigningAlgorithm.RS256),
        })
        {
            Assert.Throws<ArgumentException>(() => NewKey(key).Sign(JwsHeader.Create(header, "k", null), Payload));
        }
    }

    [Fact(DisplayName = "RFC 7518 section 3.3: RSA keys of 2048 bits or more")]
    public void A_short_rsa_key_is_refused()
    {
        using var rsa = RSA.Create(1024);
        Assert.Throws<ArgumentException>(() => CompactJws.Sign(JwsHeader.Create(SigningAlgorithm.RS256, "k", null), Payload, rsa));
    }

    private static string Text(string encoded) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));

    private static (Func<JwsHeader, byte[], string> Sign, JsonWebKeyPublic Jwk) NewKey(SigningAlgorithm algorithm)
    {
        if (algorithm == SigningAlgorithm.RS256)
        {
            var rsa = RSA.Create(2048);
            return ((header, payload) => CompactJws.Sign(header, payload, rsa), JsonWebKeyPublic.FromRsa(rsa.ExportParameters(false)));
        }

        var ec = ECDsa.Create(algorithm == SigningAlgorithm.ES256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        return ((header, payload) => CompactJws.Sign(header, payload, ec), JsonWebKeyPublic.FromEC(ec.ExportParameters(false)));
    }
}
