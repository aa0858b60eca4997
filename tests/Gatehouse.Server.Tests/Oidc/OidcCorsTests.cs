using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 5.2.</summary>
public sealed class OidcCorsTests : ServerTest
{
    private const string Oidc = """{"redirectUris":["https://app.test:8443/callback","https://*.preview.test/cb","app://callback"],"postLogoutRedirectUris":[]}""";

    [Theory]
    [InlineData("https://listed.test")]
    [InlineData("https://app.test:8443")]
    [InlineData("https://pr-1.preview.test")]
    [InlineData(TestServer.Endpoint)]
    public async Task Origins_that_the_client_has_may_read_the_answer(string origin)
    {
        var answer = (await AskAsync(origin)).Expect(200);
        Assert.Equal(origin, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", answer.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", answer.Header("Vary"));
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("https://app.test")]
    [InlineData("http://app.test:8443")]
    [InlineData("https://a.b.preview.test")]
    [InlineData("https://preview.test")]
    [InlineData("https://.preview.test")]
    [InlineData("https://pr-1.preview.test.evil.test")]
    [InlineData(TestServer.AdminEndpoint)]
    [InlineData("null")]
    public async Task Other_origins_are_refused_and_can_not_read_why(string origin)
    {
        var answer = (await AskAsync(origin)).ExpectError(400, "invalid_request");
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", answer.Header("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task Without_an_origin_nothing_is_allowed_and_nothing_refused()
    {
        var answer = (await Server.TokenAnswerAsync(GoodForm())).Expect(200);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("grant_type=client_credentials", "application/x-www-form-urlencoded", 400)]
    [InlineData("grant_type=client_credentials&client_id=nobody", "application/x-www-form-urlencoded", 400)]
    [InlineData("x", "text/plain", 400)]
    [InlineData("x", "application/json; charset=klingon", 415)]
    public async Task While_no_client_is_known_the_origin_is_echoed(string body, string type, int status)
    {
        var answer = (await Server.TokenAnswerAsync(body, type, ("Origin", "https://anybody.test"))).Expect(status);
        Assert.Equal("https://anybody.test", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", answer.Header("Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("/oidc/token", "POST")]
    [InlineData("/oidc/token/introspection", "POST")]
    [InlineData("/oidc/token/revocation", "POST")]
    [InlineData("/oidc/me", "GET,POST")]
    [InlineData("/oidc/jwks", "GET")]
    [InlineData("/oidc/.well-known/openid-configuration", "GET")]
    public async Task A_preflight_is_answered_for_every_origin(string path, string method)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Options, path, null,
            ("Origin", "https://anybody.test"), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization, x-more"))).Expect(204);
        Assert.Equal("https://anybody.test", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal(method, answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("authorization, x-more", answer.Header("Access-Control-Allow-Headers"));
        Assert.Equal("3600", answer.Header("Access-Control-Max-Age"));
        Assert.Equal("", answer.Text);
    }

    private async Task<Answer> AskAsync(string origin)
    {
        var id = await Server.AddClientAsync(custom: """{"corsAllowedOrigins":["https://listed.test",7]}""", oidc: Oidc, secrets: ("s", "secret-of-a-browser-app", null));
        return await Server.TokenAnswerAsync(
            Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "secret-of-a-browser-app"), ("resource", ManagementResource)),
            headers: ("Origin", origin));
    }
}
