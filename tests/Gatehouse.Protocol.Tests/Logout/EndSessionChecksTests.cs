using System.Buffers;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Logout;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Protocol.Tests.Keys;

namespace Gatehouse.Protocol.Tests.Logout;

/// <summary>OpenID Connect RP-Initiated Logout sections 2 and 3, Back-Channel Logout section 2.4; contract oidc.md section 19.</summary>
public sealed class EndSessionChecksTests
{
    private const string Issuer = "https://op.example/oidc";
    private const string Uri = "https://app.example/bye";

    private static readonly TestJws Key = TestJws.New("ES256");
    private static readonly ClientMetadata App =
        ClientMetadata.For(ApplicationType.SPA, false, false, false) with { PostLogoutRedirectUris = [Uri] };

    [Fact]
    public void Nothing_need_be_said() => Assert.Null(Judge(""));

    [Fact(DisplayName = "Contract section 19: a redirect URI without a client is ignored")]
    public void A_redirect_uri_of_nobody_is_ignored()
    {
        var request = Request("post_logout_redirect_uri=https://evil.example&state=s").Value();
        Assert.Null(EndSessionChecks.FirstRefusal(request));
        Assert.Equal((null, null, "s"), (request.ClientId, request.PostLogoutRedirectUri, request.State));
    }

    [Theory(DisplayName = "RP-Initiated Logout section 3: the redirect URI is registered")]
    [InlineData(Uri, true)]
    [InlineData(Uri + "/", false)]
    [InlineData("https://evil.example", false)]
    public void The_redirect_uri_is_the_client_s(string uri, bool holds)
    {
        Assert.Equal(holds, Judge("client_id=app&post_logout_redirect_uri=" + uri) is null);
        Assert.Equal(holds, Judge($"id_token_hint={Hint()}&post_logout_redirect_uri={uri}") is null);
        if (!holds) Assert.Equal((400, "invalid_request"), Code(Judge("client_id=app&post_logout_redirect_uri=" + uri)));
    }

    [Theory(DisplayName = "RP-Initiated Logout section 3: state comes back")]
    [InlineData("client_id=app", null)]
    [InlineData("client_id=app&post_logout_redirect_uri=https://app.example/bye", "https://app.example/bye")]
    [InlineData("client_id=app&post_logout_redirect_uri=https://app.example/bye&state=a%26b%20%ED%95%9C", "https://app.example/bye?state=a%26b%20%ED%95%9C")]
    [InlineData("client_id=app&post_logout_redirect_uri=https://app.example/bye?x%3D1&state=s", "https://app.example/bye?x=1&state=s")]
    [InlineData("client_id=app&post_logout_redirect_uri=https://app.example/%ED%95%9C&state=s", "https://app.example/%ED%95%9C?state=s")]
    public void The_target_is_fit_for_a_header(string query, string? expected) => Assert.Equal(expected, Request(query).Value().Target);

    [Fact(DisplayName = "RP-Initiated Logout section 2: an expired hint is a hint")]
    public void The_hint_names_the_client_whatever_its_age_and_subject()
    {
        var request = Request("id_token_hint=" + Hint(claims: ""","exp":1,"sub":"anybody" """)).Value();
        Assert.Null(EndSessionChecks.FirstRefusal(request));
        Assert.Equal("app", request.ClientId);
        Assert.Same(App, request.Client);
    }

    [Theory(DisplayName = "RP-Initiated Logout section 2: client_id beside the hint")]
    [InlineData("app", null)]
    [InlineData("other", "invalid_request")]
    [InlineData("unknown", "invalid_request")]
    public void Client_id_must_agree_with_the_hint(string clientId, string? expected) =>
        Assert.Equal(expected, Judge($"id_token_hint={Hint()}&client_id={clientId}")?.Error);

    [Fact(DisplayName = "Contract section 19: unknown client")]
    public void An_unknown_client_is_invalid_client()
    {
        Assert.Equal((400, "invalid_client"), Code(Judge("client_id=unknown")));
        Assert.Equal((400, "invalid_client"), Code(Judge("id_token_hint=" + Hint("\"unknown\""))));
    }

    [Fact]
    public void A_hint_that_is_not_ours_is_refused()
    {
        var payload = $$"""{"iss":"{{Issuer}}","aud":"app"}""";
        foreach (var hint in new[]
        {
            "x", "a.b.c",
            TestJws.New("ES256").Sign("""{"alg":"ES256"}""", payload),
            TestJws.Unsigned("""{"alg":"none"}""", payload),
            TestJws.Mac("""{"alg":"HS256"}""", payload, Key.PublicJwk),
            Key.Sign("""{"alg":"ES256"}""", """{"iss":"https://other.example","aud":"app"}"""),
            Key.Sign("""{"alg":"ES256","kid":"other"}""", payload),
            Key.Sign("""{"alg":"ES256","typ":"at+jwt"}""", payload),
            Key.Sign("""{"alg":"ES256","typ":"logout+jwt"}""", payload),
            Hint("""["app","other"]"""),
            Hint("[]"),
            Hint("1"),
        })
        {
            Assert.Equal((400, "invalid_request"), Code(Judge("id_token_hint=" + hint)));
        }
    }

    [Theory(DisplayName = "Back-Channel Logout section 2.4: the logout token")]
    [InlineData(null, "")]
    [InlineData("s1", ""","sid":"s1" """)]
    public void The_logout_token_has_these_claims(string? sessionId, string end)
    {
        var claims = new LogoutTokenClaims
        {
            Subject = "user", Audience = "app", Issuer = Issuer, JwtId = "id", SessionId = sessionId,
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1000),
        };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options)) claims.Write(writer);
        Assert.Equal(
            $$$"""{"sub":"user","aud":"app","iss":"{{{Issuer}}}","iat":1000,"exp":1120,"jti":"id","events":{"http://schemas.openid.net/event/backchannel-logout":{}}{{{end.TrimEnd()}}}}""",
            Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static (int, string)? Code(OAuthError? refusal) => refusal is null ? null : (refusal.Status, refusal.Error);

    private static OAuthError? Judge(string query) =>
        Request(query).TryGet(out var request, out var refused) ? EndSessionChecks.FirstRefusal(request) : refused;

    private static Checked<EndSessionRequest> Request(string query) => EndSessionRequest.From(
        ProtocolParameters.Create(FormBody.Parse(query).Value(), EndSessionParameters.Known).Value(),
        Issuer,
        [Key.Key],
        id => id is "app" or "other" ? App : null,
        (client, uri) => client.PostLogoutRedirectUris.Contains(uri));

    private static string Hint(string audience = "\"app\"", string claims = "") =>
        Key.Sign("""{"alg":"ES256"}""", $$"""{"iss":"{{Issuer}}","aud":{{audience}}{{claims}}}""");
}
