using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 5, 6, 9 and 18: from the page to the provider, back, and into the application.</summary>
public sealed class SocialSignInTests(ProviderServer fixture) : ProviderTest(fixture)
{
    [Fact]
    public async Task Whose_account_it_is_signs_in()
    {
        var (connector, target) = await ProviderAsync();
        Provider.Account = Somebody();
        var user = (await Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        (await Api.PutAnswerAsync($"/api/users/{user}/identities/{target}", new { userId = Provider.Account.Id })).Expect(201);

        var application = await Server.NewAppAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(SignInFlow.AuthUrl(application))).Expect(303);
        (await browser.BeginAsync()).Expect(204);
        (await browser.IdentifyAsync(await VerifiedAsync(browser, connector))).Expect(204);
        Assert.Equal(user, (await browser.StateAsync())["userId"].GetString());
        var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        var back = (await browser.FollowAsync(await browser.GetAsync(redirectTo))).Expect(303);
        Assert.True(SignInFlow.Query(back.Header("Location")!).ContainsKey("code"), back.Header("Location"));
    }

    [Fact]
    public async Task An_account_that_nobody_has_registers()
    {
        var (connector, target) = await ProviderAsync();
        Provider.Account = Somebody();
        var browser = await BegunAsync();
        var verification = await VerifiedAsync(browser, connector);
        var unknown = (await browser.IdentifyAsync(verification)).Expect(404, "user.identity_not_exist");
        Assert.Equal("{}", unknown["data"].GetRawText());
        (await LinkAsync(browser, verification)).Expect(404, "user.identity_not_exist");

        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.IdentifyAsync(verification)).Expect(422, "user.missing_profile");
        (await browser.PostAsync("/api/experience/profile", new { type = "username", value = TestServer.Unique() })).Expect(204);
        (await browser.PostAsync("/api/experience/identification", new { })).Expect(201);
        (await browser.SubmitAsync()).Expect(200);
        var made = (await Api.GetAnswerAsync($"/api/users/{(await browser.StateAsync())["userId"].GetString()}")).Expect(200);
        Assert.Equal(("Kim", Provider.Account.Avatar, Provider.Account.Email), (made["name"].GetString(), made["avatar"].GetString(), made["primaryEmail"].GetString()));
        var identity = made["identities"].GetProperty(target);
        Assert.Equal(Provider.Account.Id, identity.GetProperty("userId").GetString());
        Assert.Equal(Provider.Account.Email, identity.GetProperty("details").GetProperty("email").GetString());
    }

    [Fact]
    public async Task The_user_with_the_verified_address_may_have_the_account()
    {
        var (connector, target) = await ProviderAsync();
        Provider.Account = Somebody();
        var user = (await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = Provider.Account.Email })).Id;
        var browser = await BegunAsync();
        var verification = await VerifiedAsync(browser, connector);
        var related = (await browser.IdentifyAsync(verification)).Expect(404, "user.identity_not_exist");
        Assert.Equal($$"""{"type":"email","value":"{{Provider.Account.Email}}"}""", related["data"].GetProperty("relatedUser").GetRawText());
        (await LinkAsync(browser, verification)).Expect(204);
        Assert.Equal("{}", (await Api.GetAnswerAsync($"/api/users/{user}")).Expect(200)["identities"].GetRawText());
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(Provider.Account.Id, (await Api.GetAnswerAsync($"/api/users/{user}")).Expect(200)["identities"].GetProperty(target).GetProperty("userId").GetString());

        // From now on the account alone is enough.
        browser = await BegunAsync();
        (await browser.IdentifyAsync(await VerifiedAsync(browser, connector))).Expect(204);
    }

    [Theory(DisplayName = "CVE-2026-9092: an address that the provider has not verified opens nobody's account and is given to nobody")]
    [InlineData(false)]
    [InlineData(null)]
    public async Task An_unverified_address_is_nobodys(bool? isVerified)
    {
        var (connector, target) = await ProviderAsync();
        Provider.Account = Somebody();
        Provider.OnIdToken = claims => claims["email_verified"] = isVerified;
        var victim = (await Api.NewUserAsync(new { username = TestServer.Unique(), primaryEmail = Provider.Account.Email })).Id;
        var browser = await BegunAsync();
        var verification = await VerifiedAsync(browser, connector);
        var unknown = (await browser.IdentifyAsync(verification)).Expect(404, "user.identity_not_exist");
        Assert.Equal("{}", unknown["data"].GetRawText());
        (await LinkAsync(browser, verification)).Expect(404, "user.identity_not_exist");

        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.PostAsync("/api/experience/profile", new { type = "username", value = TestServer.Unique() })).Expect(204);
        (await browser.IdentifyAsync(verification)).Expect(201);
        var made = (await browser.StateAsync())["userId"].GetString();
        Assert.NotEqual(victim, made);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Api.GetAnswerAsync($"/api/users/{made}")).Expect(200)["primaryEmail"].ValueKind);
        Assert.False((await Api.GetAnswerAsync($"/api/users/{victim}")).Expect(200)["identities"].TryGetProperty(target, out _));
    }

    [Fact]
    public async Task An_account_without_an_answer_of_the_provider_identifies_nobody()
    {
        var (connector, _) = await ProviderAsync();
        var browser = await BegunAsync();
        var verification = (await AskAsync(browser, connector)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(verification)).Expect(400, "session.verification_failed");
        Assert.False((await browser.StateAsync()).Json.TryGetProperty("userId", out _));
    }

    [Fact(DisplayName = "Section 9 step 8: the provider's tokens are kept at submit, for the user whose account it is")]
    public async Task Tokens_are_kept_at_submit()
    {
        var (connector, target) = await ProviderAsync(keepsTokens: true);
        Provider.Account = Somebody();
        var user = (await Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        (await Api.PutAnswerAsync($"/api/users/{user}/identities/{target}", new { userId = Provider.Account.Id })).Expect(201);
        var browser = await BegunAsync();
        (await browser.IdentifyAsync(await VerifiedAsync(browser, connector))).Expect(204);
        Assert.False(await HasTokensAsync(user));
        (await browser.SubmitAsync()).Expect(200);
        var shown = (await Api.GetAnswerAsync($"/api/users/{user}/identities/{target}?includeTokenSecret=true")).Expect(200)["tokenSecret"];
        Assert.Equal("openid profile email", shown.GetProperty("metadata").GetProperty("scope").GetString());
        var kept = await Server.InDatabaseAsync(db => db.TokenSecrets.AsNoTracking().SingleAsync(secret => secret.UserId == user));
        Assert.Contains("\"access_token\":\"access-", Server.Services.GetRequiredService<Sealer>().Open(kept.Tokens), StringComparison.Ordinal);

        // Of an account that only stands beside the one that signs in, nothing is kept.
        Provider.Account = Somebody();
        var (otherId, username) = await Server.NewSignerAsync();
        browser = await BegunAsync();
        var password = (await browser.GivePasswordAsync(username)).Expect(200)["verificationId"].GetString()!;
        (await browser.IdentifyAsync(password)).Expect(204);
        await VerifiedAsync(browser, connector);
        (await browser.SubmitAsync()).Expect(200);
        Assert.False(await HasTokensAsync(otherId));
    }

    private async Task<(string Id, string Target)> ProviderAsync(bool keepsTokens = false)
    {
        var id = await ConnectorAsync("oidc", Provider.Config(), keepsTokens);
        return (id, (await Api.GetAnswerAsync($"/api/connectors/{id}")).Expect(200)["target"].GetString()!);
    }

    private static FakeAccount Somebody() => new() { Id = TestServer.Unique(), Email = TestServer.Unique() + "@provider.example" };

    private async Task<string> VerifiedAsync(Browser browser, string connector) => (await SignInAsync(browser, connector)).Expect(200)["verificationId"].GetString()!;

    private static Task<Answer> LinkAsync(Browser browser, string verificationId) => browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = true });

    private Task<bool> HasTokensAsync(string user) => Server.InDatabaseAsync(db => db.TokenSecrets.AnyAsync(secret => secret.UserId == user));
}
