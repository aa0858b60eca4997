using System.Text.Json;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.AccountApi.Me;

/// <summary>contract/account-api.md 13: who may use <c>/me</c>, the user, their custom data, password and address.</summary>
public sealed class MeTests(AccountServer accounts) : MeTest(accounts)
{
    private static readonly string[] Operations =
    [
        "GET /me", "PATCH /me", "GET /me/custom-data", "PATCH /me/custom-data", "POST /me/password/verify", "POST /me/password", "POST /me/verification-codes",
        "POST /me/verification-codes/verify", "GET /me/social/connectors", "POST /me/social/authorization-uri", "POST /me/social/link-identity",
        "DELETE /me/social/identity/{connectorId}", "GET /me/user-assets/service-status", "POST /me/user-assets",
    ];

    public static TheoryData<string> Changing { get; } = new(Operations.Where(operation => !operation.StartsWith("GET ", StringComparison.Ordinal)));

    [Fact]
    public void Every_operation_of_the_contract_is_there_and_no_other() => Assert.Equal(Operations.Order(), RouteTable.Me.Select(route => route.Name).Order());

    [Fact(DisplayName = "Contract 13: tokens of users for this resource with scope all, in the admin tenant alone")]
    public async Task Who_may_call()
    {
        (await Server.AdminApi.GetAnswerAsync("/me")).Expect(401, "auth.authorization_header_missing");
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/me", null, ("Authorization", "Basic a"))).Expect(401, "auth.authorization_token_type_not_supported");
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/me", null, ("Authorization", "Bearer " + (await NewUserAsync()).Token))).Expect(401, "auth.unauthorized");
        (await (await NewAdministratorAsync(claims => claims["aud"] = "https://default.logto.app/api")).GetAsync()).Expect(401, "auth.unauthorized");
        (await (await NewAdministratorAsync(claims => claims["exp"] = 1)).GetAsync()).Expect(401, "auth.unauthorized");
        (await (await NewAdministratorAsync(claims => claims["scope"] = "read")).GetAsync()).Expect(403, "auth.forbidden");
        (await (await NewAdministratorAsync(claims => claims["sub"] = claims["client_id"]!.DeepClone())).GetAsync()).Expect(403, "auth.forbidden");
        (await (await NewAdministratorAsync(claims => claims["sub"] = "nobody")).GetAsync()).Expect(404, "entity.not_found");
        Assert.Equal("Not Found", (await Server.Anonymous.GetAnswerAsync("/me")).Expect(404).Text);
        Assert.Equal("Not Found", (await (await NewAdministratorAsync()).GetAsync("/me/unknown")).Expect(404).Text);
        // Pages of the admin tenant's own endpoint may call it.
        foreach (var (origin, allowed) in new[] { (TestServer.AdminEndpoint, TestServer.AdminEndpoint), ("https://elsewhere.test", null) })
            Assert.Equal(allowed, (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/me", null, ("Origin", origin))).Header("Access-Control-Allow-Origin"));
        Assert.Equal("HEAD, GET, PATCH", (await (await NewAdministratorAsync()).DeleteAsync("/me")).Expect(405).Header("Allow"));
    }

    [Theory(DisplayName = "Contract 13: whoever is suspended may look, and change nothing")]
    [MemberData(nameof(Changing))]
    public async Task Suspended_users(string operation)
    {
        var suspended = await NewAdministratorAsync(change: user => user.SetSuspended(true));
        (await suspended.GetAsync()).Expect(200);
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("{connectorId}", "x", StringComparison.Ordinal));
        (await suspended.SendAsync(new HttpMethod(method), path, method == "DELETE" ? null : "{}")).Expect(401, "user.suspended");
    }

    [Fact(DisplayName = "Contract 13: the user, with hasPassword where there is one and not in the answer of a change")]
    public async Task The_user()
    {
        var administrator = await NewAdministratorAsync();
        var me = (await administrator.GetAsync()).Expect(200);
        Assert.Equal((administrator.Id, true), (me.Id, me["hasPassword"].GetBoolean()));
        var name = TestServer.Unique();
        var changed = (await administrator.PatchAsync(new { username = name, name = "Kim", avatar = "https://pictures.test/kim.png" })).Expect(200);
        Assert.Equal((name, "Kim", "https://pictures.test/kim.png"), (changed["username"].GetString(), changed["name"].GetString(), changed["avatar"].GetString()));
        Assert.Equal(
            ["id", "username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "identities", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended"],
            Members(changed.Json));
        changed = (await administrator.PatchAsync(new { name = "", avatar = "" })).Expect(200);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (changed["name"].ValueKind, changed["avatar"].ValueKind));
        var social = await NewAdministratorAsync(hasPassword: false);
        Assert.DoesNotContain("hasPassword", Members((await social.GetAsync()).Expect(200).Json));
    }

    [Theory(DisplayName = "Contract 13: what does not fit is refused, and nothing of it is kept")]
    [InlineData("""{"name":"New","username":"9a"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","username":null}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","avatar":"no address"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":"New","primaryEmail":"no address"}""", 400, "guard.invalid_input")]
    [InlineData("""{"name":1}""", 400, "guard.invalid_input")]
    [InlineData("{}", 422, "entity.invalid_input")]
    public async Task Bad_input(string body, int status, string code)
    {
        var administrator = await NewAdministratorAsync();
        (await administrator.PatchAsync(body)).Expect(status, code);
        Assert.Null((await FindAsync(administrator.Id)).Name);
    }

    [Fact(DisplayName = "Contract 13: the username follows the policy and is nobody else's")]
    public async Task The_username()
    {
        var (administrator, other) = (await NewAdministratorAsync(), await NewAdministratorAsync());
        var taken = (await FindAsync(other.Id)).Username;
        (await administrator.PatchAsync(new { username = taken })).Expect(422, "user.username_already_in_use");
        (await administrator.PatchAsync(new { username = new string('a', 129) })).Expect(422, "user.username_too_long");
        Assert.NotEqual(taken, (await FindAsync(administrator.Id)).Username);
    }

    [Fact(DisplayName = "Contract 13: custom data are merged one level deep")]
    public async Task Custom_data()
    {
        var administrator = await NewAdministratorAsync();
        Assert.Equal("{}", (await administrator.GetAsync("/me/custom-data")).Expect(200).Text);
        Assert.Equal("""{"a":{"b":1}}""", (await administrator.PatchAsync(new { a = new { b = 1 } }, "/me/custom-data")).Expect(200).Text);
        Assert.Equal("""{"a":{"c":2},"d":3}""", (await administrator.PatchAsync(new { a = new { c = 2 }, d = 3 }, "/me/custom-data")).Expect(200).Text);
        (await administrator.PatchAsync("[1]", "/me/custom-data")).Expect(400, "guard.invalid_input");
        Assert.Equal("""{"a":{"c":2},"d":3}""", (await administrator.GetAsync("/me/custom-data")).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract 13: a password in place of another needs a verification of the last ten minutes")]
    public async Task The_password()
    {
        var administrator = await NewAdministratorAsync();
        (await administrator.SetPasswordAsync()).Expect(400, NoVerification);
        (await administrator.GivePasswordAsync("wrong")).Expect(422, "session.invalid_credentials");
        (await administrator.GivePasswordAsync("")).Expect(400, "guard.invalid_input");
        (await administrator.SetPasswordAsync()).Expect(400, NoVerification);
        (await administrator.GivePasswordAsync()).Expect(204);
        (await administrator.SetPasswordAsync("")).Expect(400, "guard.invalid_input");
        var rejected = (await administrator.SetPasswordAsync("short")).Expect(400, "password.rejected");
        Assert.Equal("password_rejected.too_short", rejected["data"].GetProperty("issues")[0].GetProperty("code").GetString());
        (await administrator.SetPasswordAsync(ExperienceCalls.Password)).Expect(422, "user.same_password");
        (await (await NewAdministratorAsync()).SetPasswordAsync()).Expect(400, NoVerification);

        administrator = await NewAdministratorAsync();
        (await administrator.GivePasswordAsync()).Expect(204);
        await AgeRecordsAsync(administrator.Id);
        (await administrator.SetPasswordAsync("short")).Expect(422, NotVerified);
        (await administrator.GivePasswordAsync()).Expect(204);
        (await administrator.SetPasswordAsync()).Expect(204);
        (await administrator.GivePasswordAsync()).Expect(422, "session.invalid_credentials");
        (await administrator.GivePasswordAsync(ExperienceCalls.FreshPassword)).Expect(204);
    }

    [Fact(DisplayName = "Contract 13: the first password needs no verification")]
    public async Task The_first_password()
    {
        var administrator = await NewAdministratorAsync(hasPassword: false);
        (await administrator.GivePasswordAsync()).Expect(422, "session.invalid_credentials");
        (await administrator.SetPasswordAsync()).Expect(204);
        Assert.True((await administrator.GetAsync()).Expect(200)["hasPassword"].GetBoolean());
        (await administrator.SetPasswordAsync(ExperienceCalls.Password)).Expect(400, NoVerification);
    }

    [Fact]
    public async Task Whoever_guesses_passwords_is_locked_out()
    {
        await OwnerAsync("PATCH", "/api/sign-in-exp", new { sentinelPolicy = new { maxAttempts = 3, lockoutDuration = 10 } });
        var administrator = await NewAdministratorAsync();
        for (var time = 0; time < 2; time++) (await administrator.GivePasswordAsync("wrong")).Expect(422, "session.invalid_credentials");
        (await administrator.GivePasswordAsync("wrong")).Expect(400, "session.verification_blocked_too_many_attempts");
        (await administrator.GivePasswordAsync()).Expect(400, "session.verification_blocked_too_many_attempts");
        await OwnerAsync("PATCH", "/api/sign-in-exp", new { sentinelPolicy = new { } });
    }

    [Fact(DisplayName = "Contract 13: a new address needs a code that was sent to this very one in the last ten minutes")]
    public async Task The_address()
    {
        var administrator = await NewAdministratorAsync();
        var email = Address();
        (await administrator.PatchAsync(new { primaryEmail = email })).Expect(400, NoVerification);
        (await administrator.GivePasswordAsync()).Expect(204);
        (await administrator.PatchAsync(new { primaryEmail = email })).Expect(422, NotVerified);
        (await administrator.GiveCodeAsync(email, "000000")).Expect(400, "verification_code.not_found");
        (await administrator.SendCodeAsync(email)).Expect(204);
        var (usage, code) = await SentAsync(email);
        Assert.Equal("Generic", usage);
        (await administrator.GiveCodeAsync(email, code == "000000" ? "000001" : "000000")).Expect(400, "verification_code.code_mismatch");
        (await administrator.PatchAsync(new { primaryEmail = email })).Expect(422, NotVerified);
        (await administrator.GiveCodeAsync(Address(), code)).Expect(400, "verification_code.not_found");
        (await administrator.GiveCodeAsync(email, code)).Expect(204);
        (await administrator.GiveCodeAsync(email, code)).Expect(400, "verification_code.not_found");
        (await administrator.PatchAsync(new { name = "New", primaryEmail = Address() })).Expect(422, NotVerified);
        var other = await NewAdministratorAsync();
        (await other.PatchAsync(new { primaryEmail = email })).Expect(400, NoVerification);
        await AgeRecordsAsync(administrator.Id);
        (await administrator.PatchAsync(new { primaryEmail = email })).Expect(422, NotVerified);
        Assert.Equal((null, null), ((await FindAsync(administrator.Id)).Name, (await FindAsync(administrator.Id)).PrimaryEmail));

        await ProveAsync(administrator, email);
        Assert.Equal(email, (await administrator.PatchAsync(new { primaryEmail = email })).Expect(200)["primaryEmail"].GetString());
        // It is theirs already.
        await AgeRecordsAsync(administrator.Id);
        (await administrator.PatchAsync(new { primaryEmail = email, name = "Kim" })).Expect(200);
        await ProveAsync(other, email);
        (await other.PatchAsync(new { primaryEmail = email })).Expect(422, "user.email_already_in_use");
    }

    [Fact(DisplayName = "Contract 13: codes that are too old, bodies that do not fit, and too many messages")]
    public async Task Codes()
    {
        var (administrator, email) = (await NewAdministratorAsync(), Address());
        (await administrator.SendCodeAsync("no address")).Expect(400, "guard.invalid_input");
        (await administrator.GiveCodeAsync(email, "")).Expect(400, "guard.invalid_input");
        (await administrator.SendCodeAsync(email)).Expect(204);
        for (var time = 1; time < 10; time++) (await administrator.SendCodeAsync(email)).Expect(204);
        (await administrator.SendCodeAsync(email)).Expect(429, "request.message_rate_limited");
        var (_, code) = await SentAsync(email);
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await (await NewAdministratorAsync()).GiveCodeAsync(email, code)).Expect(400, "verification_code.expired");
    }

    [Fact(DisplayName = "Contract 13: a code that was guessed at ten times is worth nothing")]
    public async Task Guessed_codes()
    {
        var (administrator, email) = (await NewAdministratorAsync(), Address());
        (await administrator.SendCodeAsync(email)).Expect(204);
        for (var time = 0; time < 10; time++) (await administrator.GiveCodeAsync(email, "wrong")).Expect(400, "verification_code.code_mismatch");
        (await administrator.GiveCodeAsync(email, (await SentAsync(email)).Code)).Expect(400, "verification_code.exceed_max_try");
    }

    [Fact]
    public async Task Of_fifty_who_give_a_code_at_once_one_has_it()
    {
        var (administrator, email) = (await NewAdministratorAsync(), Address());
        (await administrator.SendCodeAsync(email)).Expect(204);
        var (_, code) = await SentAsync(email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => administrator.GiveCodeAsync(email, code)));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(400, "verification_code.not_found"));
    }

    private async Task ProveAsync(Administrator administrator, string email)
    {
        (await administrator.SendCodeAsync(email)).Expect(204);
        (await administrator.GiveCodeAsync(email, (await SentAsync(email)).Code)).Expect(204);
    }
}
