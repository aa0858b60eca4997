using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 7 and 11: social accounts, and the tokens of their providers.</summary>
public sealed class AccountIdentityTests(AccountServer accounts) : AccountTest(accounts)
{
    private const string Identities = "/api/my-account/identities";
    private const string RedirectUri = "https://app.test/callback";
    private const string Expired = "secrets.third_party_token_set.access_token_expired";

    [Fact(DisplayName = "Contract 11: the way to the provider and back, each answer once")]
    public async Task To_the_provider_and_back()
    {
        var (connector, target) = await Accounts.NewConnectorAsync();
        var user = await NewVerifiedAsync();
        Provider.Account = new FakeAccount { Id = FakeAccount.NewId() };
        var asked = (await AskAsync(user, connector)).Expect(201);
        Assert.Equal(["verificationRecordId", "authorizationUri", "expiresAt"], Members(asked.Json));
        var uri = asked["authorizationUri"].GetString()!;
        Assert.Equal(("the-state", RedirectUri), (SignInFlow.Query(uri)["state"], SignInFlow.Query(uri)["redirect_uri"]));
        var (id, back) = (asked["verificationRecordId"].GetString()!, await Provider.SignInAsync(uri));
        (await LinkAsync(user, id)).Expect(400, NoRecord);
        (await VerifyAsync(await NewUserAsync(), id, back)).Expect(400, NoRecord);
        (await VerifyAsync(user, "unknown", back)).Expect(400, NoRecord);
        (await VerifyAsync(user, user.RecordId!, back)).Expect(400, NoRecord);
        Assert.Equal($$"""{"verificationRecordId":"{{id}}"}""", (await VerifyAsync(user, id, back)).Expect(200).Text);
        (await VerifyAsync(user, id, back)).Expect(400, NoRecord);

        (await LinkAsync(user, id)).Expect(204);
        var stored = (await StoredAsync(user))["identities"].GetProperty(target);
        Assert.Equal((Provider.Account.Id, "Kim"), (stored.GetProperty("userId").GetString(), stored.GetProperty("details").GetProperty("name").GetString()));
        Assert.Equal(stored.GetRawText(), (await user.GetAsync()).Expect(200)["identities"].GetProperty(target).GetRawText());
        Assert.True(await Server.InDatabaseAsync(db => db.Events.AnyAsync(row => row.Subject == user.Id && row.Name == "User.Data.Updated")));
    }

    [Fact(DisplayName = "Contract 11: what the caller asks of the provider, and refusals of the question")]
    public async Task Questions()
    {
        var (connector, _) = await Accounts.NewConnectorAsync();
        var user = await NewUserAsync();
        Assert.Equal("read:all", SignInFlow.Query((await AskAsync(user, connector, scope: "read:all")).Expect(201)["authorizationUri"].GetString()!)["scope"]);
        (await AskAsync(user, "unknown")).Expect(422, "session.invalid_connector_id");
        (await AskAsync(user, connector, state: "")).Expect(400, "session.insufficient_info");
        (await AskAsync(user, connector, redirectUri: "")).Expect(400, "session.insufficient_info");
        (await user.PostAsync("/api/verifications/social", new { connectorId = connector })).Expect(400, "guard.invalid_input");
        var mail = await Api.NewConnectorAsync("http-email", new { endpoint = "https://mail.test/" });
        (await AskAsync(user, mail.Id)).Expect(400, "connector.unexpected_type");
        (await Api.DeleteAnswerAsync($"/api/connectors/{mail.Id}")).Expect(204);
    }

    [Fact(DisplayName = "Contract 11: what the provider says no to, and answers that are none, leave the record as it was")]
    public async Task Answers_that_are_none()
    {
        var (connector, _) = await Accounts.NewConnectorAsync();
        var user = await NewUserAsync();
        var asked = (await AskAsync(user, connector)).Expect(201);
        var id = asked["verificationRecordId"].GetString()!;
        (await VerifyAsync(user, id, new() { ["error"] = "access_denied" })).Expect(401, "connector.authorization_failed");
        (await VerifyAsync(user, id, new() { ["code"] = "made-up", ["state"] = "the-state" })).Expect(401, "connector.social_auth_code_invalid");
        (await VerifyAsync(user, id, new() { ["code"] = "made-up", ["state"] = "another" })).Expect(401, "connector.authorization_failed");
        var none = (await VerifyAsync(user, id, [])).Expect(400, "connector.invalid_response");
        Assert.Equal("{}", none["data"].GetRawText());
        (await user.PostAsync("/api/verifications/social/verify", new { verificationRecordId = id })).Expect(400, "guard.invalid_input");
        (await VerifyAsync(user, id, await Provider.SignInAsync(asked["authorizationUri"].GetString()!))).Expect(200);
    }

    [Fact]
    public async Task Of_fifty_answers_at_once_one_is_taken()
    {
        var (connector, _) = await Accounts.NewConnectorAsync();
        var user = await NewUserAsync();
        var asked = (await AskAsync(user, connector)).Expect(201);
        var back = await Provider.SignInAsync(asked["authorizationUri"].GetString()!);
        // The provider takes the code as often as it is sent.
        Provider.Instead["/token"] = http => FakeProvider.JsonAsync(http, new { access_token = "a" });
        Provider.Instead["/userinfo"] = http => FakeProvider.JsonAsync(http, new { id = "x", sub = "x" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifyAsync(user, asked["verificationRecordId"].GetString()!, back)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, NoRecord));
    }

    [Fact(DisplayName = "Contract: a Google One Tap credential answers no question of ours")]
    public async Task One_tap()
    {
        var connector = (await Api.NewConnectorAsync("google-universal", new { clientId = FakeProvider.ClientId, clientSecret = FakeProvider.ClientSecret, oneTap = new { isEnabled = true } })).Id;
        try
        {
            var user = await NewUserAsync();
            var id = (await AskAsync(user, connector)).Expect(201)["verificationRecordId"].GetString()!;
            (await VerifyAsync(user, id, new() { ["credential"] = Provider.OneTapCredential() })).Expect(400, "verification_record.not_supported_for_google_one_tap");
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/connectors/{connector}")).Expect(204);
        }
    }

    [Fact(DisplayName = "Contract 7: POST adds the first account of a provider, PUT also takes another one's place; nobody's account is taken over")]
    public async Task Adding_and_replacing()
    {
        var (connector, target) = await Accounts.NewConnectorAsync();
        var (user, other) = (await NewVerifiedAsync(), await NewVerifiedAsync());
        var (mine, second, theirs) = (FakeAccount.NewId(), FakeAccount.NewId(), FakeAccount.NewId());
        (await LinkAsync(other, await ProvenAsync(other, connector, theirs))).Expect(204);
        (await LinkAsync(user, await ProvenAsync(user, connector, theirs))).Expect(422, "user.identity_already_in_use");
        (await LinkAsync(user, await ProvenAsync(user, connector, mine))).Expect(204);
        var another = await ProvenAsync(user, connector, second);
        (await LinkAsync(user, another)).Expect(400, "user.identity_already_in_use");
        Assert.Equal(mine, await LinkedAsync(user, target));
        (await user.PutAsync(Identities, new { newIdentifierVerificationRecordId = await ProvenAsync(user, connector, theirs) })).Expect(422, "user.identity_already_in_use");
        (await user.PutAsync(Identities, new { newIdentifierVerificationRecordId = another })).Expect(204);
        Assert.Equal(second, await LinkedAsync(user, target));
        // Somebody else's record.
        (await user.PutAsync(Identities, new { newIdentifierVerificationRecordId = await ProvenAsync(other, connector, FakeAccount.NewId()) })).Expect(400, NoRecord);
        // Without one before.
        var fresh = await NewVerifiedAsync();
        (await fresh.PutAsync(Identities, new { newIdentifierVerificationRecordId = await ProvenAsync(fresh, connector, FakeAccount.NewId()) })).Expect(204);
        (await user.PostAsync(Identities, new { })).Expect(400, "guard.invalid_input");

        (await user.DeleteAsync($"{Identities}/{target}")).Expect(204);
        (await user.DeleteAsync($"{Identities}/{target}")).Expect(404, "user.identity_not_exist");
        Assert.Equal("{}", (await StoredAsync(user))["identities"].GetRawText());
    }

    [Fact(DisplayName = "Contract 7: the last account that tells who the user is stays, also when two go at once")]
    public async Task The_last_method()
    {
        var user = await NewSocialUserAsync("one");
        (await user.DeleteAsync($"{Identities}/one")).Expect(400, "user.last_sign_in_method_required");
        for (var round = 0; round < 5; round++)
        {
            foreach (var target in (string[])["one", "two"])
                Assert.True((int)(await Api.PutAnswerAsync($"/api/users/{user.Id}/identities/{target}", new { userId = TestServer.Unique() })).Status is 200 or 201);
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => user.DeleteAsync($"{Identities}/{(number % 2 == 0 ? "one" : "two")}")));
            Assert.Single((await StoredAsync(user))["identities"].EnumerateObject());
            Assert.Single(answers, answer => (int)answer.Status == 204);
        }

        var employee = await NewSocialUserAsync("one");
        await Server.NewSsoIdentityAsync(employee.Id);
        (await employee.DeleteAsync($"{Identities}/one")).Expect(204);
    }

    [Fact]
    public async Task Of_fifty_who_link_one_account_one_user_has_it()
    {
        var (connector, target) = await Accounts.NewConnectorAsync();
        var (users, account) = (new[] { await NewVerifiedAsync(), await NewVerifiedAsync() }, FakeAccount.NewId());
        var records = new[] { await ProvenAsync(users[0], connector, account), await ProvenAsync(users[1], connector, account) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => LinkAsync(users[number % 2], records[number % 2])));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.Single(await Server.InDatabaseAsync(db => db.UserIdentities.Where(row => row.Target == target).ToListAsync()));
    }

    [Fact(DisplayName = "Contract 7: the provider's token is handed out, renewed when it has expired, and forgotten when it can't be")]
    public async Task Tokens()
    {
        var (connector, target) = await Accounts.NewConnectorAsync(keepsTokens: true);
        var user = await NewVerifiedAsync();
        var path = $"{Identities}/{target}/access-token";
        (await user.GetAsync(path)).Expect(404, "secrets.third_party_token_set.token_not_found");
        (await LinkAsync(user, await ProvenAsync(user, connector, FakeAccount.NewId()))).Expect(204);
        var first = (await user.GetAsync(path)).Expect(200);
        Assert.Equal(["access_token", "token_type", "expires_in"], Members(first.Json));
        Assert.StartsWith("access-", first["access_token"].GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", first["token_type"].GetString());
        Assert.InRange(first["expires_in"].GetInt32(), 3500, 3600);

        var renewals = 0;
        Provider.Instead["/token"] = http =>
        {
            Assert.Equal("refresh_token", http.Request.Form["grant_type"]);
            Assert.StartsWith("refresh-", http.Request.Form["refresh_token"].ToString(), StringComparison.Ordinal);
            return FakeProvider.JsonAsync(http, new { access_token = "renewed-" + Interlocked.Increment(ref renewals), token_type = "bearer", expires_in = 60 });
        };
        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        await user.TakeTokenAsync(AccountUser.AllScopes);
        Assert.Equal("renewed-1", (await user.GetAsync(path)).Expect(200)["access_token"].GetString());
        Assert.Equal("renewed-1", (await user.GetAsync(path)).Expect(200)["access_token"].GetString());
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        // The refresh token of the first answer goes on where the provider gives no other.
        Assert.Equal("renewed-2", (await user.GetAsync(path)).Expect(200)["access_token"].GetString());

        Provider.Instead["/token"] = http =>
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return FakeProvider.JsonAsync(http, new { error = "invalid_grant" });
        };
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await user.GetAsync(path)).Expect(401, "connector.social_auth_code_invalid");

        await Server.InDatabaseAsync(db => db.TokenSecrets.Where(row => row.UserId == user.Id).ExecuteDeleteAsync());
        Provider.Instead.TryRemove("/token", out _);
        Provider.Instead["/token"] = http => FakeProvider.JsonAsync(http, new { access_token = "short", expires_in = 60 });
        Provider.Instead["/userinfo"] = http => FakeProvider.JsonAsync(http, new { id = "short-lived", sub = "short-lived" });
        var record = await ProvenAsync(user, connector, "short-lived", verifies: true);
        await user.VerifyAsync();
        (await user.PutAsync(Identities, new { newIdentifierVerificationRecordId = record })).Expect(204);
        Assert.Equal(["access_token", "expires_in"], Members((await user.GetAsync(path)).Expect(200).Json));
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await user.GetAsync(path)).Expect(401, Expired);
        (await user.GetAsync(path)).Expect(404, "secrets.third_party_token_set.token_not_found");
    }

    [Fact(DisplayName = "Contract 7: the token of an enterprise account, and one that can't be renewed")]
    public async Task Enterprise_tokens()
    {
        var user = await NewUserAsync();
        var sso = await Server.NewSsoIdentityAsync(user.Id);
        var path = $"/api/my-account/sso-identities/{sso}/access-token";
        (await user.GetAsync(path)).Expect(404, "secrets.third_party_token_set.token_not_found");
        var now = Server.Clock.GetUtcNow();
        await Server.InDatabaseAsync(db =>
        {
            db.TokenSecrets.Add(new TokenSecret
            {
                TenantId = "default", Id = Identifier.Long(), UserId = user.Id, IdentityId = "them", SsoConnectorId = sso, Issuer = "https://issuer.test",
                Tokens = ((Sealer)Server.Services.GetService(typeof(Sealer))!).Seal("""{"access_token":"enterprise"}"""),
                Metadata = JsonText.FromStored($$"""{"scope":"openid","expiresAt":{{now.ToUnixTimeSeconds() + 600}},"tokenType":"Bearer","hasRefreshToken":false}"""),
                CreatedAt = now.UtcDateTime, UpdatedAt = now.UtcDateTime,
            });
            return db.SaveChangesAsync();
        });
        Assert.Equal(("enterprise", "openid"), ((await user.GetAsync(path)).Expect(200)["access_token"].GetString(), (await user.GetAsync(path))["scope"].GetString()));
        (await (await NewUserAsync()).GetAsync(path)).Expect(404, "secrets.third_party_token_set.token_not_found");
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await user.GetAsync(path)).Expect(401, Expired);
        (await user.GetAsync(path)).Expect(404, "secrets.third_party_token_set.token_not_found");
    }

    [Fact(DisplayName = "Contract 7: tokens of a new answer of the provider take the place of the old, for the user's own account alone")]
    public async Task Replacing_tokens()
    {
        var (connector, target) = await Accounts.NewConnectorAsync(keepsTokens: true);
        var (silent, silentTarget) = await Accounts.NewConnectorAsync();
        var (user, account) = (await NewVerifiedAsync(), FakeAccount.NewId());
        (await LinkAsync(user, await ProvenAsync(user, connector, account))).Expect(204);
        var before = (await user.GetAsync($"{Identities}/{target}/access-token")).Expect(200)["access_token"].GetString();
        var record = await ProvenAsync(user, connector, account);
        (await ReplaceAsync("another", record)).Expect(422, "verification_record.social_verification.invalid_target");
        (await ReplaceAsync(target, "unknown")).Expect(400, NoRecord);
        (await ReplaceAsync(target, "")).Expect(400, "guard.invalid_input");
        (await ReplaceAsync(target, await ProvenAsync(user, connector, FakeAccount.NewId()))).Expect(422, "user.identity_not_exists_in_current_user");
        var other = await NewVerifiedAsync();
        (await ReplaceAsync(target, await ProvenAsync(other, connector, account))).Expect(400, NoRecord);
        Assert.Equal(before, (await user.GetAsync($"{Identities}/{target}/access-token")).Expect(200)["access_token"].GetString());
        var replaced = (await ReplaceAsync(target, record)).Expect(200)["access_token"].GetString();
        Assert.NotEqual(before, replaced);
        Assert.Equal(replaced, (await user.GetAsync($"{Identities}/{target}/access-token")).Expect(200)["access_token"].GetString());

        var kept = await ProvenAsync(user, silent, account);
        (await LinkAsync(user, kept)).Expect(204);
        (await ReplaceAsync(silentTarget, kept)).Expect(422, "verification_record.social_verification.token_response_not_found");
        // With the account its tokens go.
        (await user.DeleteAsync($"{Identities}/{target}")).Expect(204);
        (await user.GetAsync($"{Identities}/{target}/access-token")).Expect(404, "secrets.third_party_token_set.token_not_found");

        Task<Answer> ReplaceAsync(string of, string id) => user.PutAsync($"{Identities}/{of}/access-token", new { verificationRecordId = id });
    }

    private static Task<Answer> AskAsync(AccountUser user, string connectorId, string state = "the-state", string redirectUri = RedirectUri, string? scope = null) => user.PostAsync(
        "/api/verifications/social", scope is null ? new { connectorId, state, redirectUri } : new { connectorId, state, redirectUri, scope });

    private static Task<Answer> VerifyAsync(AccountUser user, string verificationRecordId, Dictionary<string, string> connectorData) =>
        user.PostAsync("/api/verifications/social/verify", new { verificationRecordId, connectorData });

    private static Task<Answer> LinkAsync(AccountUser user, string recordId) => user.PostAsync(Identities, new { newIdentifierVerificationRecordId = recordId });

    /// <summary>A record of an account that the user came back with.</summary>
    private async Task<string> ProvenAsync(AccountUser user, string connector, string account, bool verifies = true)
    {
        Provider.Account = new FakeAccount { Id = account };
        var asked = (await AskAsync(user, connector)).Expect(201);
        var id = asked["verificationRecordId"].GetString()!;
        if (verifies) (await VerifyAsync(user, id, await Provider.SignInAsync(asked["authorizationUri"].GetString()!))).Expect(200);
        return id;
    }

    private async Task<string?> LinkedAsync(AccountUser user, string target) => (await StoredAsync(user))["identities"].GetProperty(target).GetProperty("userId").GetString();
}
