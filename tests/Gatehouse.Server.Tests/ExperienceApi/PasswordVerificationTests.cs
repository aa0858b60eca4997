using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.1 and 12.4: a password for an identifier.</summary>
public sealed class PasswordVerificationTests : ServerTest
{
    private const string Md5 = "300a31fbdc6f3ff4fb27625c2ed49fdc";

    private async Task<Browser> BegunAsync(TestServer? server = null)
    {
        var browser = new Browser(server ?? Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        return browser;
    }

    private static string NewPhone() => TestServer.UniquePhone();

    [Fact]
    public async Task Identifiers_are_compared_as_they_are_unique()
    {
        var (username, email, phone) = ("Case" + TestServer.Unique(), $"Mixed.{TestServer.Unique()}@Example.test", NewPhone());
        await Api.NewUserAsync(new { username, primaryEmail = email, primaryPhone = phone, password = Password });
        var browser = await BegunAsync();
        (await browser.GivePasswordAsync(username)).Expect(200);
        (await browser.GivePasswordAsync(username.ToLowerInvariant())).Expect(422, "session.invalid_credentials");
        foreach (var spelling in (string[])[email, email.ToLowerInvariant(), email.ToUpperInvariant()])
            (await browser.GivePasswordAsync(spelling, type: "email")).Expect(200);
        foreach (var spelling in (string[])[phone, "+" + phone, "820" + phone[2..], "+820" + phone[2..]])
        {
            (await browser.GivePasswordAsync(spelling, type: "phone")).Expect(200);
            Assert.Equal(spelling, (await browser.StateAsync())["verificationRecords"][0].GetProperty("identifier").GetProperty("value").GetString());
        }

        // One kind of identifier is not another.
        (await browser.GivePasswordAsync(username, type: "email")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(email)).Expect(422, "session.invalid_credentials");
    }

    [Fact]
    public async Task A_tenant_may_take_usernames_of_any_case_for_one()
    {
        await using var server = await TestServer.StartAsync();
        await server.SetExperienceAsync(experience => experience.UsernamePolicy = JsonText.FromStored("""{"caseSensitive":false}"""));
        var (_, username) = await server.NewSignerAsync();
        var browser = await BegunAsync(server);
        (await browser.GivePasswordAsync(username.ToUpperInvariant())).Expect(200);
    }

    [Theory]
    [InlineData("username", "")]
    [InlineData("username", "no such user")]
    [InlineData("email", "")]
    [InlineData("email", "not an address")]
    [InlineData("phone", "")]
    [InlineData("phone", "+")]
    [InlineData("phone", "++821012345678")]
    [InlineData("phone", "call me")]
    [InlineData("phone", "99999999999999999999999999")]
    public async Task What_can_be_no_identifier_is_nobodys(string type, string value) =>
        (await (await BegunAsync()).GivePasswordAsync(value, type: type)).Expect(422, "session.invalid_credentials");

    [Fact(DisplayName = "ASVS 6.3.8: unknown user, wrong password and user without password are one answer, whatever state the account is in")]
    public async Task Nothing_tells_which_accounts_there_are()
    {
        var (suspendedId, suspended) = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync($"/api/users/{suspendedId}/is-suspended", new { isSuspended = true })).Expect(200);
        var (_, known) = await Server.NewSignerAsync();
        var (bare, legacy, broken) = (TestServer.Unique(), TestServer.Unique(), TestServer.Unique());
        await Api.NewUserAsync(new { username = bare });
        await Api.NewUserAsync(new { username = legacy, passwordDigest = Md5, passwordAlgorithm = "MD5" });
        await Api.NewUserAsync(new { username = broken, passwordDigest = "garbage", passwordAlgorithm = "Bcrypt" });

        var browser = await BegunAsync();
        var answers = new List<Answer>();
        foreach (var name in (string[])[TestServer.Unique(), known, bare, legacy, broken, suspended])
            answers.Add((await browser.GivePasswordAsync(name, "wrong " + Password)).Expect(422, "session.invalid_credentials"));
        foreach (var type in (string[])["email", "phone"])
            answers.Add((await browser.GivePasswordAsync("821000000000", "wrong", type)).Expect(422));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers.Select(answer => string.Join(',', answer.Headers.Keys.Order(StringComparer.Ordinal))).Distinct());
        Assert.Equal(["code", "message"], answers[0].Json.EnumerateObject().Select(member => member.Name));
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }

    [Fact]
    public async Task Only_the_owner_learns_that_the_account_is_suspended()
    {
        var (id, username) = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = true })).Expect(200);
        var browser = await BegunAsync();
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(username)).Expect(401, "user.suspended");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }

    [Fact(DisplayName = "Section 12.4: expired by hand or by age, while the policy is on; told after the right password")]
    public async Task Passwords_expire()
    {
        await using var server = await TestServer.StartAsync();
        var (_, aged) = await server.NewSignerAsync();
        var (flaggedId, flagged) = await server.NewSignerAsync();
        async Task FlagAsync(bool isExpired) => await server.InDatabaseAsync(db =>
            db.Users.Where(user => user.Id == flaggedId).ExecuteUpdateAsync(set => set.SetProperty(user => user.IsPasswordExpired, isExpired)));
        await FlagAsync(true);
        var browser = await BegunAsync(server);
        (await browser.GivePasswordAsync(flagged)).Expect(200);

        await server.SetExperienceAsync(experience => experience.PasswordExpiration = JsonText.FromStored("""{"enabled":true,"validPeriodDays":2,"enabledAt":1}"""));
        (await browser.GivePasswordAsync(flagged, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(flagged)).Expect(422, "password.expired");
        (await browser.GivePasswordAsync(aged)).Expect(200);
        await FlagAsync(false);
        (await browser.GivePasswordAsync(flagged)).Expect(200);

        server.Clock.Advance(TimeSpan.FromDays(2));
        browser = await BegunAsync(server);
        (await browser.GivePasswordAsync(aged, "wrong")).Expect(422, "session.invalid_credentials");
        (await browser.GivePasswordAsync(aged)).Expect(422, "password.expired");
        Assert.Empty((await browser.StateAsync())["verificationRecords"].EnumerateArray());
    }

    [Fact]
    public async Task A_right_password_of_an_imported_digest_is_hashed_anew()
    {
        var username = TestServer.Unique();
        var user = await Api.NewUserAsync(new { username, passwordDigest = Md5, passwordAlgorithm = "MD5" });
        async Task<string?> AlgorithmAsync() => (await Api.GetAnswerAsync($"/api/users/{user.Id}?includePasswordHash=true"))["passwordAlgorithm"].GetString();
        var browser = await BegunAsync();
        (await browser.GivePasswordAsync(username, "wrong")).Expect(422);
        Assert.Equal("MD5", await AlgorithmAsync());
        (await browser.GivePasswordAsync(username)).Expect(200);
        Assert.Equal("Argon2id", await AlgorithmAsync());
        (await browser.GivePasswordAsync(username)).Expect(200);
    }

    [Fact(DisplayName = "Section 2: one record of a type; the older id is gone")]
    public async Task A_new_record_takes_the_place_of_the_old_one()
    {
        var (_, first) = await Server.NewSignerAsync();
        var (secondId, second) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var older = (await browser.GivePasswordAsync(first)).Expect(200)["verificationId"].GetString()!;
        var newer = (await browser.GivePasswordAsync(second)).Expect(200)["verificationId"].GetString()!;
        Assert.Equal([newer], (await browser.StateAsync())["verificationRecords"].EnumerateArray().Select(record => record.GetProperty("id").GetString()));
        (await browser.IdentifyAsync(older)).Expect(404, "session.verification_session_not_found");
        // A failing check keeps what was there.
        (await browser.GivePasswordAsync(first, "wrong")).Expect(422);
        (await browser.IdentifyAsync(newer)).Expect(204);
        Assert.Equal(secondId, (await browser.StateAsync())["userId"].GetString());
    }

    [Fact]
    public async Task Verifications_at_once_leave_one_record()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => browser.GivePasswordAsync(username)));
        var ids = answers.Select(answer => answer.Expect(200)["verificationId"].GetString()).ToList();
        var kept = Assert.Single((await browser.StateAsync())["verificationRecords"].EnumerateArray()).GetProperty("id").GetString();
        Assert.Contains(kept, ids);
    }
}
