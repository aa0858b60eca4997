using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 3, 5 and 11: which records count, and the password that makes one.</summary>
public sealed class AccountRecordTests(AccountServer accounts) : AccountTest(accounts)
{
    /// <summary>A call that wants a verification and changes nothing.</summary>
    private static Task<Answer> NeedAsync(AccountUser user) => user.GetAsync("/api/my-account/sessions");

    [Fact(DisplayName = "Contract 11: the password makes a record, verified at once, good for ten minutes")]
    public async Task By_password()
    {
        var user = await NewUserAsync();
        var made = (await user.GivePasswordAsync()).Expect(201);
        Assert.Equal(["verificationRecordId", "expiresAt"], Members(made.Json));
        Assert.Matches("^[a-z0-9]{21}$", made["verificationRecordId"].GetString()!);
        var end = made["expiresAt"].GetDateTimeOffset();
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", made["expiresAt"].GetString()!);
        Assert.InRange(end - Server.Clock.GetUtcNow(), TimeSpan.FromSeconds(590), TimeSpan.FromSeconds(600));
        (await NeedAsync(user)).Expect(401, NoPermission);
        user.RecordId = made["verificationRecordId"].GetString();
        // As often as one likes.
        for (var time = 0; time < 3; time++) (await NeedAsync(user)).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        (await NeedAsync(user)).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await NeedAsync(user)).Expect(401, NoPermission);
    }

    [Fact(DisplayName = "Contract 3: a header that names nothing that counts is as good as none")]
    public async Task What_does_not_count()
    {
        var email = Address();
        var user = await NewUserAsync();
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = email })).Expect(200);
        var other = await NewVerifiedAsync();
        foreach (var id in new[] { "", "unknown", "x'; --", new string('x', 3000), other.RecordId }) await RefusesAsync(id);

        // A code that was not given back.
        var sent = (await user.SendCodeAsync(email)).Expect(201)["verificationRecordId"].GetString();
        await RefusesAsync(sent);
        // One for a second factor.
        var factor = (await user.SendCodeAsync(email, templateType: "BindMfa")).Expect(201)["verificationRecordId"].GetString()!;
        (await user.GiveCodeAsync(email, factor, await CodeAsync(email, 2))).Expect(200);
        await RefusesAsync(factor);
        // One to an address that is to become the user's.
        await RefusesAsync(await ProvenAsync(user, Address()));
        // A new passkey.
        await RefusesAsync((await user.PostAsync("/api/verifications/web-authn/registration")).Expect(200)["verificationRecordId"].GetString());
        // A social account.
        await RefusesAsync(await PlaceAsync(user, StateRows.Social("x", "them")));
        // A second factor.
        await RefusesAsync(await PlaceAsync(user, new TotpVerification(Identifier.Long(), user.Id, IsVerified: true)));

        async Task RefusesAsync(string? id)
        {
            user.RecordId = id;
            (await NeedAsync(user)).Expect(401, NoPermission);
            (await user.PatchAsync(new { username = TestServer.Unique() })).Expect(401, NoPermission);
        }
    }

    [Theory(DisplayName = "Contract 3, 11: a code to an address of the user's own counts")]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task By_code(string type)
    {
        var address = type == "email" ? Address() : Phone();
        var user = await NewUserAsync();
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", type == "email" ? new { primaryEmail = address } : new { primaryPhone = address })).Expect(200);
        var id = await ProvenAsync(user, address, type);
        user.RecordId = id;
        (await NeedAsync(user)).Expect(200);
        Assert.Equal("UserPermissionValidation", (await MailboxAsync(address))[0].GetProperty("usageType").GetString());
        // In other letters it is the same address.
        if (type == "email") (await user.SendCodeAsync(address.ToUpperInvariant())).Expect(201);
        if (type == "email") Assert.Equal("UserPermissionValidation", (await MailboxAsync(address.ToUpperInvariant()))[0].GetProperty("usageType").GetString());
    }

    [Fact(DisplayName = "Contract 11: a wrong password is 422 and makes no record; attempts are counted by the user")]
    public async Task Wrong_passwords()
    {
        await SetAsync(sentinel: """{"maxAttempts":3,"lockoutDuration":10}""");
        var user = await NewUserAsync();
        (await user.GivePasswordAsync("")).Expect(400, "guard.invalid_input");
        for (var time = 0; time < 2; time++) (await user.GivePasswordAsync("wrong")).Expect(422, "session.invalid_credentials");
        (await user.GivePasswordAsync("wrong")).Expect(400, "session.verification_blocked_too_many_attempts");
        (await user.GivePasswordAsync()).Expect(400, "session.verification_blocked_too_many_attempts");
        Assert.False(await Server.InDatabaseAsync(db => db.AccountVerifications.AnyAsync(row => row.UserId == user.Id)));
        var lockouts = await Server.InDatabaseAsync(async db => (await db.Events.AsNoTracking().Where(row => row.Name == "Identifier.Lockout").ToListAsync())
            .Where(row => row.Payload.ToElement().GetProperty("value").GetString() == user.Id).ToList());
        Assert.Equal(2, lockouts.Count);
        Assert.Equal("userId", lockouts[0].Payload.ToElement().GetProperty("type").GetString());

        // Whoever tries at the sign-in does not lock the account's own pages, nor the other way round.
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.GivePasswordAsync(user.Username!)).Expect(200);
        var namesake = await NewUserAsync();
        (await browser.GivePasswordAsync(namesake.Id, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(namesake.Id, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(namesake.Id, "wrong")).Expect(400, "session.verification_blocked_too_many_attempts");
        (await namesake.GivePasswordAsync()).Expect(201);
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await user.TakeTokenAsync(AccountUser.AllScopes);
        (await user.GivePasswordAsync()).Expect(201);
    }

    [Fact]
    public async Task Of_fifty_wrong_passwords_at_once_few_are_looked_at()
    {
        await SetAsync(sentinel: """{"maxAttempts":4,"lockoutDuration":10}""");
        var user = await NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => user.GivePasswordAsync("wrong")));
        Assert.InRange(answers.Count(answer => answer.Code == "session.invalid_credentials"), 0, 3);
        Assert.All(answers, answer => Assert.Contains(answer.Code, new[] { "session.invalid_credentials", "session.verification_blocked_too_many_attempts", "password.hashing_busy" }));
    }

    [Fact]
    public async Task Whoever_has_no_password_has_no_right_one()
    {
        var user = await NewSocialUserAsync();
        (await user.GivePasswordAsync()).Expect(422, "session.invalid_credentials");
    }

    [Fact(DisplayName = "Contract 5: the password follows the policy, is another one, and sessions and tokens go on")]
    public async Task A_new_password()
    {
        const string Path = "/api/my-account/password";
        var user = await NewVerifiedAsync("openid");
        var rejected = (await user.PostAsync(Path, new { password = "short" })).Expect(422, "password.rejected");
        Assert.Equal("password_rejected.too_short", rejected["data"][0].GetProperty("code").GetString());
        (await user.PostAsync(Path, new { password = user.Username })).Expect(422, "password.rejected");
        (await user.PostAsync(Path, new { password = ExperienceCalls.Password })).Expect(422, "user.same_password");
        (await user.PostAsync(Path, new { password = "" })).Expect(400, "guard.invalid_input");
        (await user.PostAsync(Path, new { })).Expect(400, "guard.invalid_input");
        Assert.Equal(ExperienceCalls.Digest, await DigestAsync(user));

        var before = (await StoredAsync(user))["updatedAt"].GetInt64();
        (await user.PostAsync(Path, new { password = ExperienceCalls.FreshPassword })).Expect(204);
        Assert.True((await StoredAsync(user))["updatedAt"].GetInt64() > before);
        (await user.GetAsync()).Expect(200);
        (await NeedAsync(user)).Expect(401, "auth.unauthorized");
        (await user.GivePasswordAsync()).Expect(422, "session.invalid_credentials");
        (await user.GivePasswordAsync(ExperienceCalls.FreshPassword)).Expect(201);
        Assert.True(await Server.InDatabaseAsync(db => db.Events.AnyAsync(row => row.Subject == user.Id && row.Name == "User.Data.Updated")));
    }

    [Fact]
    public async Task Records_that_expired_are_purged_and_go_with_their_user()
    {
        var (user, gone) = (await NewVerifiedAsync(), await NewVerifiedAsync());
        (await Api.DeleteAnswerAsync($"/api/users/{gone.Id}")).Expect(204);
        Assert.False(await HasAsync(gone));
        Assert.True(await HasAsync(user));
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await ((PurgeExpiredJob)Server.Services.GetService(typeof(PurgeExpiredJob))!).PassAsync(TestContext.Current.CancellationToken);
        Assert.False(await HasAsync(user));

        Task<bool> HasAsync(AccountUser owner) => Server.InDatabaseAsync(db => db.AccountVerifications.AnyAsync(row => row.UserId == owner.Id));
    }

    private Task<string?> DigestAsync(AccountUser user) => Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.PasswordDigest).SingleAsync());

    private Task<string> PlaceAsync(AccountUser user, VerificationRecord record) => Server.InDatabaseAsync(async db =>
    {
        db.AccountVerifications.Add(AccountVerification.New("default", user.Id, record, Server.Clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync();
        return record.Id;
    });
}
