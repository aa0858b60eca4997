using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Connectors;

/// <summary>contract/management-misc.md 7, management-api.md 2.10: administrators link accounts of real providers, without an interaction.</summary>
public sealed class SocialLinkTests(ProviderServer fixture) : ProviderTest(fixture)
{
    private static readonly object Credentials = new { clientId = FakeProvider.ClientId, clientSecret = FakeProvider.ClientSecret };

    [Fact]
    public async Task An_account_of_a_real_provider_is_linked()
    {
        var connector = await ConnectorAsync("discord-universal", Credentials);
        Provider.Account = new FakeAccount { Id = FakeAccount.NewId() };
        var user = (await Api.NewUserAsync()).Id;
        var linked = (await LinkAsync(user, connector, await AnswerAsync(connector))).Expect(200);
        Assert.Equal(
            """{"discord":{"userId":"NUMBER","details":{"id":"NUMBER","email":"kim@provider.example","name":"Kim","avatar":"https://cdn.discordapp.com/avatars/NUMBER/a1b2.png","rawData":{"id":"NUMBER","username":"username","global_name":"Kim","avatar":"a1b2","email":"kim@provider.example","verified":true}}}}""".Replace("NUMBER", Provider.Account.Id, StringComparison.Ordinal),
            linked.Text);

        // It is this user's now.
        (await LinkAsync((await Api.NewUserAsync()).Id, connector, await AnswerAsync(connector))).Expect(422, "user.identity_already_in_use");
        (await LinkAsync(user, connector, await AnswerAsync(connector))).Expect(200);
    }

    [Fact]
    public async Task Answers_that_are_none()
    {
        var connector = await ConnectorAsync("discord-universal", Credentials);
        var user = (await Api.NewUserAsync()).Id;
        (await LinkAsync(user, connector, new Dictionary<string, string> { ["code"] = "made-up", ["redirectUri"] = RedirectUri })).Expect(401, "connector.social_auth_code_invalid");
        (await LinkAsync(user, connector, new Dictionary<string, string> { ["code"] = "no redirect URI" })).Expect(400, "connector.invalid_response");
        (await LinkAsync(user, connector, new Dictionary<string, string> { ["error"] = "access_denied" })).Expect(401, "connector.authorization_failed");
        var elsewhere = await AnswerAsync(connector);
        elsewhere["redirectUri"] = "https://elsewhere.example/";
        (await LinkAsync(user, connector, elsewhere)).Expect(401, "connector.social_auth_code_invalid");
        Assert.Equal("{}", (await Api.GetAnswerAsync($"/api/users/{user}")).Expect(200)["identities"].GetRawText());
    }

    [Fact(DisplayName = "Contract 7: what needs something kept until the browser is back is not possible here")]
    public async Task Without_a_session()
    {
        var oidc = await ConnectorAsync("oidc", Provider.Config());
        (await QuestionAsync(oidc)).Expect(501, "connector.not_implemented");
        (await LinkAsync((await Api.NewUserAsync()).Id, oidc, new Dictionary<string, string> { ["code"] = "c", ["redirectUri"] = RedirectUri })).Expect(501, "connector.not_implemented");
    }

    [Fact(DisplayName = "Contract 2.10, 2.11, 7: tokens are kept sealed where the connector says so, shown by their metadata, and forgotten")]
    public async Task Tokens_are_kept()
    {
        var connector = (await Api.PostAnswerAsync("/api/connectors", new { connectorId = "oauth2", config = Provider.Config(isOidc: false), metadata = new { target = TestServer.Unique() }, enableTokenStorage = true })).Expect(200);
        Assert.True(connector["enableTokenStorage"].GetBoolean());
        var (id, target) = (connector.Id, connector["target"].GetString()!);
        Provider.Account = new FakeAccount { Id = FakeAccount.NewId() };
        var user = (await Api.NewUserAsync()).Id;
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        var secret = (await Api.GetAnswerAsync($"/api/users/{user}/identities/{target}?includeTokenSecret=true")).Expect(200)["tokenSecret"];
        Assert.Equal((id, Provider.Account.Id, target), (secret.GetProperty("connectorId").GetString(), secret.GetProperty("identityId").GetString(), secret.GetProperty("target").GetString()));
        Assert.Equal(Server.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600, secret.GetProperty("metadata").GetProperty("expiresAt").GetDouble(), tolerance: 30);
        Assert.Equal(("bearer", true), (secret.GetProperty("metadata").GetProperty("tokenType").GetString(), secret.GetProperty("metadata").GetProperty("hasRefreshToken").GetBoolean()));
        var stored = await StoredAsync(user);
        Assert.DoesNotContain("access-", stored.Tokens.Cipher, StringComparison.Ordinal);
        Assert.Matches("""^\{"access_token":"access-\w+","refresh_token":"refresh-\w+"\}$""", Server.Services.GetRequiredService<Sealer>().Open(stored.Tokens));

        // Another sign-in brings newer ones in their place.
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        Assert.Equal(stored.Id, (await StoredAsync(user)).Id);
        Assert.NotEqual(stored.Tokens.Cipher, (await StoredAsync(user)).Tokens.Cipher);

        (await Api.DeleteAnswerAsync("/api/secrets/" + stored.Id)).Expect(204);
        (await Api.DeleteAnswerAsync("/api/secrets/" + stored.Id)).Expect(404, "entity.not_found");
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        (await Api.PutAnswerAsync($"/api/users/{user}/identities/{target}", new { userId = "another account" })).Expect(200);
        await AssertNothingIsKeptAsync(user);
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        (await Api.PatchAnswerAsync($"/api/connectors/{id}", new { enableTokenStorage = false })).Expect(200);
        await AssertNothingIsKeptAsync(user);
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        await AssertNothingIsKeptAsync(user);
        (await Api.PatchAnswerAsync($"/api/connectors/{id}", new { enableTokenStorage = true })).Expect(200);
        (await LinkAsync(user, id, await AnswerAsync(id))).Expect(200);
        (await Api.DeleteAnswerAsync($"/api/connectors/{id}")).Expect(204);
        await AssertNothingIsKeptAsync(user);
    }

    private Task<Answer> QuestionAsync(string connector) => Api.PostAnswerAsync($"/api/connectors/{connector}/authorization-uri", new { state = State, redirectUri = RedirectUri });

    private async Task<Dictionary<string, string>> AnswerAsync(string connector)
    {
        var back = await Provider.SignInAsync((await QuestionAsync(connector)).Expect(200)["redirectTo"].GetString()!);
        back["redirectUri"] = RedirectUri;
        return back;
    }

    private Task<Answer> LinkAsync(string user, string connectorId, object connectorData) => Api.PostAnswerAsync($"/api/users/{user}/identities", new { connectorId, connectorData });

    private Task<TokenSecret> StoredAsync(string user) => Server.InDatabaseAsync(db => db.TokenSecrets.AsNoTracking().SingleAsync(secret => secret.UserId == user));

    private async Task AssertNothingIsKeptAsync(string user) =>
        Assert.False(await Server.InDatabaseAsync(db => db.TokenSecrets.AnyAsync(secret => secret.UserId == user)));
}
