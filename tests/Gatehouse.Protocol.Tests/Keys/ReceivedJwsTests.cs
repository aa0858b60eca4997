using System.Buffers.Text;
using System.Text;
using FsCheck.Fluent;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.Tests.Keys;

/// <summary>RFC 7515 sections 4, 5.2 and 7.1, RFC 7517, RFC 7638, RFC 8037.</summary>
public sealed class ReceivedJwsTests
{
    private const string Rfc7515Claims =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string Rfc7515EcKey =
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    private const string Rfc8037Key = """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";

    [Fact(DisplayName = "RFC 7515 appendix A.3: ES256")]
    public void The_rfc_s_signature_on_P256_holds()
    {
        var jws = ReceivedJws.Read(
            $"eyJhbGciOiJFUzI1NiJ9.{Rfc7515Claims}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")!;
        Assert.True(jws.IsSignedBy(TestJws.Read(Rfc7515EcKey)!));
        Assert.Equal(("joe", 1300819380d), (jws.Text("iss"), jws.Seconds("exp")));
    }

    [Fact(DisplayName = "RFC 7638 section 3.1: thumbprint of an RSA key")]
    public void The_rfc_s_thumbprint() => Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", TestJws.Read(
        """
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
        """)!.Thumbprint);

    [Fact(DisplayName = "RFC 8037 appendix A.3: thumbprint of an Ed25519 key")]
    public void The_rfc_s_edwards_thumbprint() =>
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", TestJws.Read(Rfc8037Key)!.Thumbprint);

    [Fact(DisplayName = "RFC 8037 appendix A.4: EdDSA")]
    public void The_rfc_s_edwards_signature_holds()
    {
        var key = TestJws.Read(Rfc8037Key)!;
        var signed = Encoding.ASCII.GetBytes("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        var signature = Base64Url.DecodeFromChars("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        Assert.True(key.Verifies("EdDSA", signed, signature));
        Assert.True(key.Verifies("Ed25519", signed, signature));
        Assert.False(key.Verifies("ES256", signed, signature));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public void A_signature_holds_for_its_key_alone(string algorithm)
    {
        var key = TestJws.New(algorithm);
        var text = key.Sign($$"""{"alg":"{{algorithm}}"}""", """{"sub":"a"}""");
        Assert.True(ReceivedJws.Read(text)!.IsSignedBy(key.Key));
        Assert.False(ReceivedJws.Read(text)!.IsSignedBy(TestJws.New(algorithm).Key));

        var parts = text.Split('.');
        Assert.False(ReceivedJws.Read($"{parts[0]}.{Base64Url.EncodeToString("""{"sub":"b"}"""u8)}.{parts[2]}")!.IsSignedBy(key.Key));
        Assert.False(ReceivedJws.Read($"{parts[0]}.{parts[1]}.")!.IsSignedBy(key.Key));
        var shorter = Base64Url.EncodeToString(Base64Url.DecodeFromChars(parts[2]).AsSpan()[..^1]);
        Assert.False(ReceivedJws.Read($"{parts[0]}.{parts[1]}.{shorter}")!.IsSignedBy(key.Key));
    }

    [Theory(DisplayName = "ASVS 9.1.2: the key decides on the algorithm")]
    [InlineData("ES256", "ES384")]
    [InlineData("ES384", "ES256")]
    [InlineData("RS256", "PS256")]
    [InlineData("ES256", "none")]
    [InlineData("RS256", "HS256")]
    [InlineData("ES256", "EdDSA")]
    public void Another_algorithm_in_the_header_does_not_hold(string algorithm, string claimed)
    {
        var key = TestJws.New(algorithm);
        Assert.False(ReceivedJws.Read(key.Sign($$"""{"alg":"{{claimed}}"}""", "{}"))!.IsSignedBy(key.Key));
    }

    [Fact(DisplayName = "RFC 7517 section 4.4: a key for one algorithm")]
    public void A_key_may_insist_on_its_algorithm()
    {
        var key = TestJws.New("RS256");
        var onlyPss = TestJws.Read(key.PublicJwk.Replace("{", """{"alg":"PS256",""", StringComparison.Ordinal))!;
        Assert.False(ReceivedJws.Read(key.Sign("""{"alg":"RS256"}""", "{}"))!.IsSignedBy(onlyPss));
    }

    [Theory(DisplayName = "RFC 7515 section 7.1: what is no compact JWS")]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("e30.e30.")] // no alg
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.")] // a list
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30..")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30=.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e 30.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.a")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.a+b/")]
    public void Malformed_text_is_not_read(string text) => Assert.Null(ReceivedJws.Read(text));

    [Theory]
    [InlineData("""{"alg":"ES256","crit":["exp"]}""", "{}")] // RFC 7515 section 4.1.11
    [InlineData("""{"alg":"ES256","alg":"none"}""", "{}")] // RFC 7515 section 4
    [InlineData("""{"alg":"ES256"}""", """{"sub":"a","sub":"b"}""")]
    [InlineData("""{"alg":1}""", "{}")]
    [InlineData("""{"alg":"ES256"}""", """{"sub":"\ud800"}""")]
    [InlineData("""{"alg":"ES256"}""", """{"\ud800":1}""")]
    [InlineData("""{"alg":"ES256"}""", """{"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""")]
    public void Malformed_json_is_not_read(string header, string payload) => Assert.Null(ReceivedJws.Read(TestJws.Unsigned(header, payload)));

    [Fact]
    public void Text_without_end_is_not_read() =>
        Assert.Null(ReceivedJws.Read(TestJws.Unsigned("""{"alg":"ES256"}""", $$"""{"a":"{{new string('a', 16000)}}"}""")));

    [Fact]
    public void Arbitrary_text_never_throws() => Prop.ForAll(AnyText.Raw, text =>
    {
        ReceivedJws.Read(text);
        ReceivedJws.Read(text + "." + text + "." + text);
        ReceivedJws.Read(TestJws.Unsigned("""{"alg":"ES256"}""", text));
        ReceivedJws.Read(TestJws.Unsigned(text, $$"""{"aud":"{{text}}"}"""))?.OnlyAudience();
    }).Holds();

    [Theory(DisplayName = "RFC 7519 section 4.1.3: one audience")]
    [InlineData("""{"aud":"a"}""", "a")]
    [InlineData("""{"aud":["a"]}""", "a")]
    [InlineData("""{"aud":["a","b"]}""", null)]
    [InlineData("""{"aud":[]}""", null)]
    [InlineData("""{"aud":[1]}""", null)]
    [InlineData("""{"aud":{"a":1}}""", null)]
    [InlineData("{}", null)]
    public void An_audience_counts_when_it_is_alone(string payload, string? expected) =>
        Assert.Equal(expected, ReceivedJws.Read(TestJws.Unsigned("""{"alg":"ES256"}""", payload))!.OnlyAudience());

    [Theory(DisplayName = "RFC 7519 section 2: NumericDate")]
    [InlineData("1", 1d)]
    [InlineData("1.5", 1.5d)]
    [InlineData("\"1\"", null)]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    [InlineData("1e999", null)]
    [InlineData("null", null)]
    public void A_time_is_a_number_that_can_be_one(string value, double? expected) =>
        Assert.Equal(expected, ReceivedJws.Read(TestJws.Unsigned("""{"alg":"ES256"}""", $$"""{"exp":{{value}}}"""))!.Seconds("exp"));
}
