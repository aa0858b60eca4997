using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>OpenID Connect Core 1.0 section 3.1.3.7, and what else a provider may answer (contract/experience-api.md 1).</summary>
public sealed class SocialIdTokenTests(ProviderServer fixture) : ProviderTest(fixture)
{
    [Theory]
    [InlineData("another issuer", "iss", "\"https://evil.example\"")]
    [InlineData("no issuer", "iss", "null")]
    [InlineData("another audience", "aud", "\"somebody-else\"")]
    [InlineData("no audience", "aud", "null")]
    [InlineData("several audiences without us", "aud", """["one","two"]""")]
    [InlineData("several audiences and no authorized party", "aud", $"""["one","{FakeProvider.ClientId}"]""")]
    [InlineData("expired", "exp", "1000000000")]
    [InlineData("without an end", "exp", "null")]
    [InlineData("an end that is no number", "exp", "\"tomorrow\"")]
    [InlineData("from the future", "iat", "4000000000")]
    [InlineData("of no time", "iat", "null")]
    [InlineData("not valid yet", "nbf", "4000000000")]
    [InlineData("another nonce", "nonce", "\"of somebody else\"")]
    [InlineData("no nonce", "nonce", "null")]
    public async Task An_ID_token_that_is_not_ours_of_now_is_refused(string what, string claim, string value)
    {
        Provider.OnIdToken = claims => claims[claim] = JsonSerializer.Deserialize<JsonElement?>(value);
        var browser = await BegunAsync();
        var refused = (await SignInAsync(browser, await OidcAsync())).Expect(401, "connector.social_invalid_id_token");
        Assert.DoesNotContain("eyJ", refused.Text, StringComparison.Ordinal);
        Assert.False(Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray()).TryGetProperty("socialUserInfo", out _), what);
    }

    [Fact]
    public async Task Several_audiences_are_fine_when_we_are_the_authorized_party()
    {
        Provider.OnIdToken = claims => (claims["aud"], claims["azp"]) = (new[] { "one", FakeProvider.ClientId }, FakeProvider.ClientId);
        (await SignInAsync(await BegunAsync(), await OidcAsync())).Expect(200);
    }

    [Fact]
    public async Task Only_the_provider_s_key_opens()
    {
        var connector = await OidcAsync();
        Provider.Signer = Provider.Keys.Forge;
        (await SignInAsync(await BegunAsync(), connector)).Expect(401, "connector.social_invalid_id_token");
        Provider.Signer = payload => $"{Encode("""{"alg":"none"}""")}.{Base64Url.EncodeToString(payload)}.";
        (await SignInAsync(await BegunAsync(), connector)).Expect(401, "connector.social_invalid_id_token");
        Provider.Signer = payload => FakeProviderKeys.Mac(payload, FakeProvider.ClientSecret);
        (await SignInAsync(await BegunAsync(), connector)).Expect(401, "connector.social_invalid_id_token");
        Provider.Signer = _ => "no token";
        (await SignInAsync(await BegunAsync(), connector)).Expect(401, "connector.social_invalid_id_token");
        Provider.Signer = null;
        (await SignInAsync(await BegunAsync(), connector)).Expect(200);

        static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    [Fact(DisplayName = "A new key of the provider is fetched when its id turns up, but not at everybody's bidding")]
    public async Task Keys_change()
    {
        var connector = await OidcAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await SignInAsync(await BegunAsync(), connector)).Expect(200);
        (await SignInAsync(await BegunAsync(), connector)).Expect(200);
        Assert.Equal(1, Fetches());

        Provider.Keys.Rotate();
        (await SignInAsync(await BegunAsync(), connector)).Expect(401, "connector.social_invalid_id_token");
        Assert.Equal(1, Fetches());
        Server.Clock.Advance(TimeSpan.FromSeconds(31));
        (await SignInAsync(await BegunAsync(), connector)).Expect(200);
        Assert.Equal(2, Fetches());

        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        Provider.Instead["/jwks"] = http => Status(http, 500);
        (await SignInAsync(await BegunAsync(), connector)).Expect(200);
        Server.Clock.Advance(TimeSpan.FromHours(1));
        (await SignInAsync(await BegunAsync(), connector)).Expect(400, "connector.general");

        // A provider that failed gets a pause, which the next test must not meet.
        Server.Clock.Advance(TimeSpan.FromSeconds(31));

        int Fetches() => Provider.Requests.Count(request => request.Path == "/jwks");
    }

    [Theory(DisplayName = "Section 1: what a token endpoint may answer")]
    [InlineData(500, "", 400, "connector.general")]
    [InlineData(429, "", 429, "connector.rate_limit_exceeded")]
    [InlineData(302, "", 400, "connector.invalid_response")]
    [InlineData(200, "", 400, "connector.invalid_response")]
    [InlineData(200, "<html>busy</html>", 400, "connector.invalid_response")]
    [InlineData(200, "[]", 400, "connector.invalid_response")]
    [InlineData(200, """{"access_token":5}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"access_token":"a"}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"access_token":"a","id_token":"a\ud800"}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"error":"invalid_grant","error_description":"secret words"}""", 401, "connector.social_auth_code_invalid")]
    [InlineData(400, """{"error":"unauthorized_client"}""", 401, "connector.authorization_failed")]
    [InlineData(401, "", 401, "connector.authorization_failed")]
    public async Task Token_answers(int answered, string body, int status, string code)
    {
        Provider.Instead["/token"] = http => Status(http, answered, body);
        var refused = (await SignInAsync(await BegunAsync(), await OidcAsync())).Expect(status, code);
        Assert.DoesNotContain("secret words", refused.Text, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Section 1: what a userinfo endpoint may answer")]
    [InlineData(500, "", 400, "connector.general")]
    [InlineData(401, "", 401, "connector.social_invalid_access_token")]
    [InlineData(403, "", 401, "connector.social_invalid_access_token")]
    [InlineData(302, "", 400, "connector.invalid_response")]
    [InlineData(200, "", 400, "connector.invalid_response")]
    [InlineData(200, "[]", 400, "connector.invalid_response")]
    [InlineData(200, """{"id":""}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"id":null}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"id":"a","id":"b"}""", 400, "connector.invalid_response")]
    [InlineData(200, """{"id":"a","name":"\u0000"}""", 400, "connector.invalid_response")]
    public async Task User_answers(int answered, string body, int status, string code)
    {
        Provider.Instead["/userinfo"] = http => Status(http, answered, body);
        (await SignInAsync(await BegunAsync(), await ConnectorAsync("oauth2", Provider.Config(isOidc: false)))).Expect(status, code);
    }

    [Fact]
    public async Task A_provider_that_hangs_up_or_talks_without_end_is_a_refusal()
    {
        var connector = await OidcAsync();
        Provider.Instead["/token"] = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        (await SignInAsync(await BegunAsync(), connector)).Expect(400, "connector.general");
        Provider.Instead["/token"] = http => Status(http, 200, new string('x', 300_000));
        (await SignInAsync(await BegunAsync(), connector)).Expect(400, "connector.general");
    }

    [Fact]
    public async Task A_key_of_Apple_s_that_is_none_is_a_fault_of_the_configuration() =>
        (await SignInAsync(await BegunAsync(), await ConnectorAsync("apple-universal", new { clientId = FakeProvider.ClientId, teamId = "T", keyId = "K", privateKey = "nonsense" })))
            .Expect(400, "connector.invalid_config");

    private Task<string> OidcAsync() => ConnectorAsync("oidc", Provider.Config());

    private static Task Status(HttpContext http, int status, string body = "")
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }
}
