using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/management-misc.md 7 and management-api.md 2.10: social connectors at work.</summary>
public sealed class AuthorizationUriTests(TestModeServer mode) : IClassFixture<TestModeServer>
{
    private static readonly object Question = new { state = "a state", redirectUri = "https://app.example/back?x=1" };

    private HttpClient Api => mode.Server.Api;

    [Theory]
    [InlineData("google-universal", """{"clientId":"our id","clientSecret":"s","prompts":["consent","select_account"]}""", "https://accounts.google.com/o/oauth2/v2/auth", "openid profile email")]
    [InlineData("github-universal", """{"clientId":"our id","clientSecret":"s"}""", "https://github.com/login/oauth/authorize", "read:user user:email")]
    [InlineData("azuread-universal", """{"clientId":"our id","clientSecret":"s","cloudInstance":"https://login.example/","tenantId":"common"}""", "https://login.example/common/oauth2/v2.0/authorize", "User.Read")]
    [InlineData("facebook-universal", """{"clientId":"our id","clientSecret":"s"}""", "https://www.facebook.com/v22.0/dialog/oauth", "email,public_profile")]
    [InlineData("kakao-universal", """{"clientId":"our id","clientSecret":"s"}""", "https://kauth.kakao.com/oauth/authorize", null)]
    [InlineData("naver-universal", """{"clientId":"our id","clientSecret":"s"}""", "https://nid.naver.com/oauth2.0/authorize", null)]
    [InlineData("line-universal", """{"clientId":"our id","clientSecret":"s"}""", "https://access.line.me/oauth2/v2.1/authorize", "openid profile")]
    [InlineData("discord-universal", """{"clientId":"our id","clientSecret":"s","scope":"identify"}""", "https://discord.com/oauth2/authorize", "identify")]
    public async Task A_provider_is_asked_in_its_own_way(string factoryId, string config, string endpoint, string? scope)
    {
        var made = (await Api.PostAnswerAsync("/api/connectors", $$"""{"connectorId":"{{factoryId}}","config":{{config}}}""")).Expect(200);
        var asked = new Uri((await AskAsync(made.Id, Question)).Expect(200)["redirectTo"].GetString()!);
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal(endpoint, asked.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "our id", "a state", "https://app.example/back?x=1"), (query["response_type"].ToString(), query["client_id"].ToString(), query["state"].ToString(), query["redirect_uri"].ToString()));
        Assert.Equal(scope ?? "", query.TryGetValue("scope", out var asking) ? asking.ToString() : "");
        if (factoryId == "google-universal") Assert.Equal("consent select_account", query["prompt"].ToString());
        Assert.DoesNotContain("client_secret", asked.Query);
    }

    [Fact]
    public async Task The_generic_kinds_take_their_endpoint_from_the_configuration()
    {
        var oauth = await Api.NewConnectorAsync("oauth2", new
        {
            authorizationEndpoint = "https://sso.example/authorize?tenant=5", tokenEndpoint = "https://sso.example/token", userInfoEndpoint = "https://sso.example/me",
            clientId = "our-id", clientSecret = "our-secret", customConfig = new { audience = "api", state = "never" },
        }, new { target = "generic" });
        var query = QueryHelpers.ParseQuery(new Uri((await AskAsync(oauth.Id, Question)).Expect(200)["redirectTo"].GetString()!).Query);
        Assert.Equal(("5", "our-id", "api", "a state"), (query["tenant"].ToString(), query["client_id"].ToString(), query["audience"].ToString(), query["state"].ToString()));

        var oidc = await Api.NewConnectorAsync("oidc", new
        {
            authorizationEndpoint = "https://sso.example/authorize", tokenEndpoint = "https://sso.example/token", clientId = "i", clientSecret = "s",
            idTokenVerificationConfig = new { jwksUri = "https://sso.example/jwks" },
        }, new { target = "standard" });
        (await AskAsync(oidc.Id, Question)).Expect(501, "connector.not_implemented");
    }

    [Fact]
    public async Task Bad_questions_are_refused()
    {
        var mail = await Api.NewMailConnectorAsync();
        (await AskAsync(mail.Id, Question)).Expect(400, "connector.unexpected_type");
        (await AskAsync("nobody", Question)).Expect(404, "entity.not_found");
        (await AskAsync(mail.Id, new { state = "", redirectUri = "x" })).Expect(400, "session.insufficient_info");
        (await AskAsync(mail.Id, new { state = "x", redirectUri = "" })).Expect(400, "session.insufficient_info");
        (await AskAsync(mail.Id, new { state = "x" })).Expect(400, "guard.invalid_input");
        var bare = await Api.NewConnectorAsync("oauth2", metadata: new { target = "bare" });
        (await AskAsync(bare.Id, Question)).Expect(400, "connector.invalid_config");
    }

    [Fact]
    public async Task An_account_of_the_test_provider_is_linked_to_a_user()
    {
        var social = await TestProviderAsync();
        Assert.Equal(
            "http://mock-social/?state=a+state&redirect_uri=https%3A%2F%2Fapp.example%2Fback%3Fx%3D1&scope=email+profile",
            (await AskAsync(social, Question)).Expect(200)["redirectTo"].GetString());

        var (one, two, account) = (await Api.NewUserAsync(), await Api.NewUserAsync(), TestServer.Unique());
        var body = new { connectorId = social, connectorData = new { code = "c", userId = account, email = "a@b.example", name = "N", other = 1 } };
        var linked = (await Api.PostAnswerAsync($"/api/users/{one.Id}/identities", body)).Expect(200);
        Assert.Equal(
            """{"mock-social":{"userId":"ID","details":{"id":"ID","email":"a@b.example","name":"N","rawData":{"code":"c","userId":"ID","email":"a@b.example","name":"N","other":1}}}}"""
                .Replace("ID", account, StringComparison.Ordinal),
            linked.Text);
        (await Api.PostAnswerAsync($"/api/users/{one.Id}/identities", body)).Expect(200);
        (await Api.PostAnswerAsync($"/api/users/{two.Id}/identities", body)).Expect(422, "user.identity_already_in_use");
        (await Api.PostAnswerAsync("/api/users/nobody/identities", body)).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Data_that_no_connector_can_use_are_refused()
    {
        var user = await Api.NewUserAsync();
        var path = $"/api/users/{user.Id}/identities";
        var oauth = await Api.NewConnectorAsync("oauth2", ConnectorCalls.OAuth, new { target = "elsewhere" });
        var sms = await Api.NewSmsConnectorAsync();
        (await Api.PostAnswerAsync(path, new { connectorId = "nobody", connectorData = new { } })).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(path, new { connectorId = sms.Id, connectorData = new { } })).Expect(422, "session.invalid_connector_id");
        (await Api.PostAnswerAsync(path, new { connectorId = oauth.Id, connectorData = new { code = "c" } })).Expect(400, "connector.invalid_response");
        (await Api.PostAnswerAsync(path, new { connectorId = oauth.Id })).Expect(400, "guard.invalid_input");
        var bad = (await Api.PostAnswerAsync(path, new { connectorId = await TestProviderAsync(), connectorData = new { code = 5 } })).Expect(400, "connector.invalid_response");
        Assert.Equal("""{"code":5}""", bad["data"].GetRawText());
        Assert.Equal("{}", (await Api.GetAnswerAsync($"/api/users/{user.Id}")).Expect(200)["identities"].GetRawText());
    }

    /// <summary>There is one in a tenant.</summary>
    private async Task<string> TestProviderAsync() =>
        (await Api.GetAnswerAsync("/api/connectors?target=mock-social")).Expect(200).Json.EnumerateArray().Select(row => row.GetProperty("id").GetString()).FirstOrDefault()
        ?? (await Api.NewConnectorAsync("mock-social-connector")).Id;

    private Task<Answer> AskAsync(string id, object body) => Api.PostAnswerAsync($"/api/connectors/{id}/authorization-uri", body);
}
