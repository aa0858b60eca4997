using Gatehouse.Protocol.Dpop;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Tests.Keys;

namespace Gatehouse.Protocol.Tests.Dpop;

/// <summary>RFC 9449 section 4.3; the RFC's examples, and each check against a proof that fails it alone.</summary>
public sealed class DpopProofTests
{
    private const string Header = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19";
    private const string TokenProof = Header
        + ".eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    private const string ResourceProof = Header
        + ".eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
    private const string Thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    private const string RfcToken = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly TestJws Key = TestJws.New("ES256");

    [Fact(DisplayName = "RFC 9449 section 4.1 and 6.1: the example for a token request")]
    public void The_rfc_s_token_proof_holds()
    {
        var proof = DpopProof.Validate(
            [TokenProof], new DpopRequest { Method = "POST", Url = new("https://server.example.com/token") }, At(1562262616)).Value();
        Assert.Equal((Thumbprint, "-BwC3ESc6acc2lTc"), (proof.Thumbprint, proof.Jti));
        Assert.True(proof.ExpiresAt > At(1562262616 + 65) && proof.ExpiresAt <= At(1562262616 + 67));
    }

    [Fact(DisplayName = "RFC 9449 section 7.1: the example for a protected resource")]
    public void The_rfc_s_resource_proof_holds()
    {
        Assert.Equal("e1j3V_bKic8-LAEB", Resource(RfcToken, Thumbprint).Value().Jti);
        Resource(RfcToken + "x", Thumbprint).IsRefused(400, "invalid_dpop_proof");
        Resource(RfcToken, "another").IsRefused(400, "invalid_dpop_proof");
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public void Every_published_algorithm_is_taken(string algorithm)
    {
        Assert.Contains(algorithm, DpopProof.Algorithms);
        var key = TestJws.New(algorithm);
        Assert.Equal(key.Key.Thumbprint, Validate(key.Sign(HeaderOf(key, algorithm: algorithm), Payload())).Value().Thumbprint);
    }

    [Fact(DisplayName = "RFC 9449 section 4.3 check 1: one header")]
    public void One_header_is_needed()
    {
        var proof = Key.Sign(HeaderOf(Key), Payload());
        DpopProof.Validate([], Request(), Now).IsRefused(400, "invalid_dpop_proof");
        DpopProof.Validate([null], Request(), Now).IsRefused(400, "invalid_dpop_proof");
        DpopProof.Validate([proof, proof], Request(), Now).IsRefused(400, "invalid_dpop_proof");
        DpopProof.Validate([proof + ", " + proof], Request(), Now).IsRefused(400, "invalid_dpop_proof");
        Assert.NotNull(DpopProof.Validate([proof], Request(), Now).Value());
    }

    [Theory(DisplayName = "RFC 9449 section 4.3 checks 2, 3, 8, 9: claims")]
    [InlineData("""{"htm":"POST","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    [InlineData("""{"jti":"","htm":"POST","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    [InlineData("""{"jti":7,"htm":"POST","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    [InlineData("""{"jti":"a","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    [InlineData("""{"jti":"a","htm":"POST","iat":1800000000}""")]
    [InlineData("""{"jti":"a","htm":"POST","htu":"https://op.example/oidc/token"}""")]
    [InlineData("""{"jti":"a","htm":"POST","htu":"https://op.example/oidc/token","iat":"1800000000"}""")]
    [InlineData("""{"jti":"a","htm":"GET","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    [InlineData("""{"jti":"a","htm":"post","htu":"https://op.example/oidc/token","iat":1800000000}""")]
    public void A_missing_or_wrong_claim_is_refused(string payload) =>
        Validate(Key.Sign(HeaderOf(Key), payload)).IsRefused(400, "invalid_dpop_proof");

    [Fact]
    public void A_jti_without_end_is_refused()
    {
        Validate(Key.Sign(HeaderOf(Key), Payload(jti: new string('a', 257)))).IsRefused(400, "invalid_dpop_proof");
        Assert.NotNull(Validate(Key.Sign(HeaderOf(Key), Payload(jti: new string('a', 256)))).Value());
    }

    [Theory(DisplayName = "RFC 9449 section 4.3 check 4: typ")]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData("DPOP+JWT")]
    public void Another_typ_is_refused(string typ) =>
        Validate(Key.Sign(HeaderOf(Key, typ), Payload())).IsRefused(400, "invalid_dpop_proof");

    [Theory(DisplayName = "RFC 9449 section 4.3 check 5: algorithm")]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    [InlineData("EdDSA")]
    public void Another_algorithm_is_refused(string algorithm) =>
        Validate(Key.Sign(HeaderOf(Key, algorithm: algorithm), Payload())).IsRefused(400, "invalid_dpop_proof");

    [Fact(DisplayName = "RFC 9449 section 4.3 check 5: no MAC with the public key")]
    public void A_mac_keyed_with_the_public_key_is_refused()
    {
        var header = HeaderOf(Key, algorithm: "HS256");
        Validate(TestJws.Mac(header, Payload(), Key.PublicJwk)).IsRefused(400, "invalid_dpop_proof");
        Validate(TestJws.Unsigned(HeaderOf(Key, algorithm: "none"), Payload())).IsRefused(400, "invalid_dpop_proof");
    }

    [Fact(DisplayName = "RFC 9449 section 4.3 check 6: signature")]
    public void A_signature_of_another_key_is_refused() =>
        Validate(TestJws.New("ES256").Sign(HeaderOf(Key), Payload())).IsRefused(400, "invalid_dpop_proof");

    [Theory(DisplayName = "RFC 9449 section 4.3 check 7: only a public key")]
    [InlineData("d")]
    [InlineData("k")]
    [InlineData("p")]
    public void A_private_member_is_refused(string member)
    {
        var jwk = Key.PublicJwk.Replace("}", $$""","{{member}}":"AAAA"}""", StringComparison.Ordinal);
        Validate(Key.Sign($$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{jwk}}}""", Payload())).IsRefused(400, "invalid_dpop_proof");
        Validate(Key.Sign("""{"typ":"dpop+jwt","alg":"ES256"}""", Payload())).IsRefused(400, "invalid_dpop_proof");
    }

    [Theory(DisplayName = "RFC 9449 section 4.3 check 9: the URL, normalised, without query and fragment")]
    [InlineData("https://op.example/oidc/token", true)]
    [InlineData("https://OP.example:443/oidc/token", true)]
    [InlineData("HTTPS://op.example/oidc/./x/../token?a=b#c", true)]
    [InlineData("https://op.example/oidc/%74oken", true)]
    [InlineData("http://op.example/oidc/token", false)]
    [InlineData("https://op.example:8443/oidc/token", false)]
    [InlineData("https://op.example/oidc/token/", false)]
    [InlineData("https://op.example/oidc/Token", false)]
    [InlineData("https://op.example.evil/oidc/token", false)]
    [InlineData("https://op.example@evil/oidc/token", false)]
    [InlineData("https://user@op.example/oidc/token", false)]
    [InlineData("/oidc/token", false)]
    [InlineData("", false)]
    public void The_url_is_compared_as_a_url(string htu, bool holds) =>
        Assert.Equal(holds, Validate(Key.Sign(HeaderOf(Key), Payload(htu: htu))).TryGet(out _, out _));

    [Theory(DisplayName = "RFC 9449 section 4.3 check 11: the window")]
    [InlineData(-66, false)]
    [InlineData(-65, true)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_proof_lives_a_minute(int seconds, bool holds) =>
        Assert.Equal(holds, Validate(Key.Sign(HeaderOf(Key), Payload(iat: 1_800_000_000 + seconds))).TryGet(out _, out _));

    [Fact(DisplayName = "RFC 9449 section 11.1: a proof is remembered as long as it is taken")]
    public void The_replay_entry_outlives_the_window()
    {
        var proof = Validate(Key.Sign(HeaderOf(Key), Payload())).Value();
        Assert.True(proof.ExpiresAt > Now.AddSeconds(65));
    }

    [Fact(DisplayName = "RFC 9449 section 4.3 check 12: ath with an access token")]
    public void A_proof_without_ath_does_not_go_with_a_token() => DpopProof.Validate(
        [Key.Sign(HeaderOf(Key), Payload())],
        new DpopRequest { Method = "POST", Url = Request().Url, AccessToken = "token" },
        Now).IsRefused(400, "invalid_dpop_proof");

    private static Checked<DpopProof> Resource(string token, string boundTo) => DpopProof.Validate(
        [ResourceProof],
        new DpopRequest { Method = "GET", Url = new("https://resource.example.org/protectedresource"), AccessToken = token, BoundTo = boundTo },
        At(1562262618));

    private static Checked<DpopProof> Validate(string proof) => DpopProof.Validate([proof], Request(), Now);

    private static DpopRequest Request() => new() { Method = "POST", Url = new("https://op.example/oidc/token?x=y") };

    private static string HeaderOf(TestJws key, string typ = "dpop+jwt", string algorithm = "ES256") =>
        $$"""{"typ":"{{typ}}","alg":"{{algorithm}}","jwk":{{key.PublicJwk}}}""";

    private static string Payload(string jti = "a", string htu = "https://op.example/oidc/token", long iat = 1_800_000_000) =>
        $$"""{"jti":"{{jti}}","htm":"POST","htu":"{{htu}}","iat":{{iat}}}""";

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
