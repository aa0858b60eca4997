using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountApi.Me;

/// <summary>contract/account-api.md 13: an administrator's social accounts.</summary>
public sealed class MeSocialTests(AccountServer accounts) : MeTest(accounts)
{
    private const string Ask = "/me/social/authorization-uri";
    private const string Link = "/me/social/link-identity";

    [Fact(DisplayName = "Contract 13: the providers that administrators sign in by, without what they are set up with")]
    public async Task Providers()
    {
        var ((id, target), (hidden, _)) = (await ConnectorAsync(), await ConnectorAsync());
        await OwnerAsync("PATCH", "/api/sign-in-exp", new { socialSignInConnectorTargets = new[] { target } });
        var answer = (await (await NewAdministratorAsync()).GetAsync("/me/social/connectors")).Expect(200);
        var shown = Assert.Single(answer.Json.EnumerateArray());
        Assert.Equal((id, target), (shown.GetProperty("id").GetString(), shown.GetProperty("target").GetString()));
        Assert.DoesNotContain(hidden, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeProvider.ClientSecret, answer.Text, StringComparison.Ordinal);
        await OwnerAsync("PATCH", "/api/sign-in-exp", new { socialSignInConnectorTargets = Array.Empty<string>() });
    }

    [Fact(DisplayName = "Contract 13: to the provider and back; the account is linked, replaced by another one, and unlinked")]
    public async Task There_and_back()
    {
        var (connector, target) = await ConnectorAsync();
        var administrator = await NewAdministratorAsync();
        var (first, second) = (FakeAccount.NewId(), FakeAccount.NewId());
        var back = await BackAsync(administrator, connector, first);
        (await LinkAsync(administrator, connector, back)).Expect(204);
        Assert.Equal(first, await LinkedAsync(administrator, target));
        // An answer is taken once.
        (await LinkAsync(administrator, connector, back)).Expect(400, NoRecord);
        // Logto's console hands on what it has checked itself.
        back = await BackAsync(administrator, connector, second);
        back.Remove("state");
        (await LinkAsync(administrator, connector, back)).Expect(204);
        Assert.Equal(second, await LinkedAsync(administrator, target));
        Assert.Equal(second, (await administrator.GetAsync()).Expect(200)["identities"].GetProperty(target).GetProperty("userId").GetString());

        (await administrator.DeleteAsync("/me/social/identity/" + connector)).Expect(204);
        Assert.Null(await LinkedAsync(administrator, target));
        (await administrator.DeleteAsync("/me/social/identity/" + connector)).Expect(404, "user.identity_not_exist");
        (await administrator.DeleteAsync("/me/social/identity/unknown")).Expect(404, "entity.not_found");
    }

    [Fact(DisplayName = "Contract 13: an account of somebody else, and the last that tells who the user is")]
    public async Task Whose_account_it_is()
    {
        var (connector, target) = await ConnectorAsync();
        var (owner, other) = (await NewAdministratorAsync(), await NewAdministratorAsync());
        var account = FakeAccount.NewId();
        (await LinkAsync(owner, connector, await BackAsync(owner, connector, account))).Expect(204);
        (await LinkAsync(other, connector, await BackAsync(other, connector, account))).Expect(422, "user.identity_already_in_use");
        Assert.Equal((account, null), (await LinkedAsync(owner, target), await LinkedAsync(other, target)));

        var social = await NewAdministratorAsync(change: user => user.SetUsername(null, isCaseSensitive: true));
        (await LinkAsync(social, connector, await BackAsync(social, connector, FakeAccount.NewId()))).Expect(204);
        (await social.DeleteAsync("/me/social/identity/" + connector)).Expect(400, "user.last_sign_in_method_required");
        Assert.NotNull(await LinkedAsync(social, target));
    }

    [Fact(DisplayName = "Contract 13: an answer to a question that the user did not ask links nothing")]
    public async Task Questions_of_others()
    {
        var ((connector, target), (another, _)) = (await ConnectorAsync(), await ConnectorAsync());
        var (victim, attacker) = (await NewAdministratorAsync(), await NewAdministratorAsync());
        var theirs = await BackAsync(attacker, connector, FakeAccount.NewId(), state: "of the attacker");
        (await LinkAsync(victim, connector, theirs)).Expect(400, NoRecord);
        await BackAsync(victim, connector, FakeAccount.NewId());
        (await LinkAsync(victim, connector, theirs)).Expect(400, NoRecord);
        (await LinkAsync(attacker, another, theirs)).Expect(400, NoRecord);
        var refused = await BackAsync(victim, connector, FakeAccount.NewId());
        (await LinkAsync(victim, connector, new() { ["error"] = "access_denied", ["state"] = refused["state"] })).Expect(401, "connector.authorization_failed");
        (await LinkAsync(victim, connector, new() { ["code"] = "made-up", ["state"] = refused["state"] })).Expect(401, "connector.social_auth_code_invalid");
        (await LinkAsync(victim, connector, new() { ["state"] = refused["state"] })).Expect(400, "connector.invalid_response");
        Assert.Null(await LinkedAsync(victim, target));
        await AgeRecordsAsync(victim.Id);
        (await LinkAsync(victim, connector, refused)).Expect(400, NoRecord);
    }

    [Fact(DisplayName = "Contract 13: connectors that are none, and bodies that do not fit")]
    public async Task Bad_input()
    {
        var (connector, _) = await ConnectorAsync();
        var administrator = await NewAdministratorAsync();
        (await AskAsync(administrator, "unknown")).Expect(422, "session.invalid_connector_id");
        (await LinkAsync(administrator, "unknown", [])).Expect(422, "session.invalid_connector_id");
        (await AskAsync(administrator, connector, state: "")).Expect(400, "session.insufficient_info");
        (await administrator.PostAsync(Ask, new { connectorId = connector, state = "s" })).Expect(400, "guard.invalid_input");
        (await administrator.PostAsync(Link, new { connectorId = connector })).Expect(400, "guard.invalid_input");
        (await administrator.PostAsync(Link, new { connectorId = connector, connectorData = "text" })).Expect(400, "guard.invalid_input");
        var mail = (await OwnerAsync("POST", "/api/connectors", new { connectorId = "http-email", config = new { endpoint = "https://mail.test/" } })).GetProperty("id").GetString()!;
        (await AskAsync(administrator, mail)).Expect(400, "connector.unexpected_type");
        (await LinkAsync(administrator, mail, [])).Expect(422, "session.invalid_connector_id");
        (await administrator.DeleteAsync("/me/social/identity/" + mail)).Expect(404, "user.identity_not_exist");
        await ForgetConnectorAsync(mail);
    }

    [Fact]
    public async Task Of_fifty_answers_at_once_one_is_taken()
    {
        var (connector, _) = await ConnectorAsync();
        var administrator = await NewAdministratorAsync();
        var back = await BackAsync(administrator, connector, FakeAccount.NewId());
        // The provider takes the code as often as it is sent.
        Provider.Instead["/token"] = http => FakeProvider.JsonAsync(http, new { access_token = "a" });
        Provider.Instead["/userinfo"] = http => FakeProvider.JsonAsync(http, new { id = Provider.Account.Id, sub = Provider.Account.Id });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => LinkAsync(administrator, connector, back)));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(400, NoRecord));
    }

    /// <summary>A connector of tenant admin that leads to the fake provider.</summary>
    private async Task<(string Id, string Target)> ConnectorAsync()
    {
        var target = TestServer.Unique();
        var made = await OwnerAsync("POST", "/api/connectors", new { connectorId = "oauth2", config = Provider.Config(isOidc: false), metadata = new { target, name = new { en = "Fake" } } });
        return (made.GetProperty("id").GetString()!, target);
    }

    private static Task<Answer> AskAsync(Administrator administrator, string connectorId, string state = "of-the-page") =>
        administrator.PostAsync(Ask, new { connectorId, state, redirectUri = "https://console.test/callback" });

    /// <summary>To the provider and back, with an account there.</summary>
    private async Task<Dictionary<string, string>> BackAsync(Administrator administrator, string connector, string account, string state = "of-the-page")
    {
        Provider.Account = new FakeAccount { Id = account };
        var asked = (await AskAsync(administrator, connector, state)).Expect(200);
        Assert.Equal(["redirectTo"], Members(asked.Json));
        return await Provider.SignInAsync(asked["redirectTo"].GetString()!);
    }

    private static Task<Answer> LinkAsync(Administrator administrator, string connectorId, Dictionary<string, string> connectorData) =>
        administrator.PostAsync(Link, new { connectorId, connectorData });

    private async Task<string?> LinkedAsync(Administrator administrator, string target) =>
        (await FindAsync(administrator.Id)).Identities.Find(identity => identity.Target == target)?.IdentityId;
}
