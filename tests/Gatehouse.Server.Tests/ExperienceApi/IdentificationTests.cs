using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 5: a verification says who it is, in the order of that section.</summary>
public sealed class IdentificationTests : ServerTest
{
    private async Task<Browser> BegunAsync(string interactionEvent = "SignIn")
    {
        var browser = new Browser(Server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync(interactionEvent)).Expect(204);
        return browser;
    }

    private static async Task<string> VerifiedAsync(Browser browser, string value, string type = "username") =>
        (await browser.GivePasswordAsync(value, Password, type)).Expect(200)["verificationId"].GetString()!;

    [Theory]
    [InlineData("SignIn")]
    [InlineData("ForgotPassword")]
    public async Task Without_a_verification_the_input_is_invalid_and_has_no_data(string interactionEvent)
    {
        var browser = await BegunAsync(interactionEvent);
        foreach (var body in (string?[])["{}", null])
        {
            var answer = (await browser.PostAsync("/api/experience/identification", body)).Expect(400, "guard.invalid_input");
            Assert.False(answer.Json.TryGetProperty("data", out _));
        }
    }

    [Fact]
    public async Task A_record_must_exist()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        await VerifiedAsync(browser, username);
        foreach (var id in (string[])["", "x", new string('0', 21)])
            (await browser.IdentifyAsync(id)).Expect(404, "session.verification_session_not_found");
    }

    [Fact]
    public async Task Only_the_identifiers_that_the_tenant_lists_sign_in_with_a_password()
    {
        var email = TestServer.Unique() + "@example.test";
        (await Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique(), primaryEmail = email, password = Password })).Expect(200);
        var browser = await BegunAsync();
        (await browser.IdentifyAsync(await VerifiedAsync(browser, email, "email"))).Expect(422, "user.sign_in_method_not_enabled");
        Assert.False((await browser.StateAsync()).Json.TryGetProperty("userId", out _));

        await using var server = await TestServer.StartAsync();
        await server.SetExperienceAsync(experience => experience.SignIn = JsonText.FromStored(
            """{"methods":[{"identifier":"email","password":true,"verificationCode":false,"isPasswordPrimary":true},{"identifier":"username","password":false,"verificationCode":true}]}"""));
        var username = TestServer.Unique();
        (await server.Api.PostAnswerAsync("/api/users", new { username, primaryEmail = email, password = Password })).Expect(200);
        browser = new Browser(server);
        await browser.EnterInteractionAsync();
        (await browser.BeginAsync()).Expect(204);
        (await browser.IdentifyAsync(await VerifiedAsync(browser, username))).Expect(422, "user.sign_in_method_not_enabled");
        (await browser.IdentifyAsync(await VerifiedAsync(browser, email, "email"))).Expect(204);
    }

    [Fact]
    public async Task A_password_does_not_lead_to_a_new_password()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync("ForgotPassword");
        (await browser.IdentifyAsync("x")).Expect(404, "session.verification_session_not_found");
        (await browser.IdentifyAsync(await VerifiedAsync(browser, username))).Expect(422, "session.not_supported_for_forgot_password");
    }

    [Fact]
    public async Task A_user_who_has_gone_meanwhile_does_not_exist()
    {
        var (id, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var verificationId = await VerifiedAsync(browser, username);
        (await Api.DeleteAnswerAsync("/api/users/" + id)).Expect(204);
        var answer = (await browser.IdentifyAsync(verificationId)).Expect(404, "user.user_not_exist");
        Assert.Equal($$"""{"identifier":"{{username}}"}""", answer["data"].GetRawText());
    }

    [Fact]
    public async Task A_user_who_was_suspended_meanwhile_is_refused()
    {
        var (id, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var verificationId = await VerifiedAsync(browser, username);
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = true })).Expect(200);
        (await browser.IdentifyAsync(verificationId)).Expect(401, "user.suspended");
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = false })).Expect(200);
        (await browser.IdentifyAsync(verificationId)).Expect(204);
    }

    [Fact(DisplayName = "docs/adr/0008: the user is whose password it was, not who has the identifier by then")]
    public async Task An_identifier_that_changed_hands_does_not_change_who_it_is()
    {
        var (attackerId, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var verificationId = await VerifiedAsync(browser, username);
        (await Api.PatchAnswerAsync("/api/users/" + attackerId, new { username = TestServer.Unique() })).Expect(200);
        (await Api.PostAnswerAsync("/api/users", new { username, password = "of somebody else" })).Expect(200);
        (await browser.IdentifyAsync(verificationId)).Expect(204);
        Assert.Equal(attackerId, (await browser.StateAsync())["userId"].GetString());
    }

    [Fact]
    public async Task An_identified_user_stays_until_a_new_start()
    {
        var (firstId, first) = await Server.NewSignerAsync();
        var (secondId, second) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        (await browser.IdentifyAsync(await VerifiedAsync(browser, first))).Expect(204);
        (await browser.IdentifyAsync(await VerifiedAsync(browser, second))).Expect(409, "session.identity_conflict");
        Assert.Equal(firstId, (await browser.StateAsync())["userId"].GetString());
        var again = await VerifiedAsync(browser, first);
        (await browser.IdentifyAsync(again)).Expect(204);
        (await browser.IdentifyAsync(again)).Expect(204);
        await browser.IdentifyByPasswordAsync(second);
        Assert.Equal(secondId, (await browser.StateAsync())["userId"].GetString());
    }

    [Fact(DisplayName = "Section 6: a password makes no user, and without a verification what is missing is told")]
    public async Task In_a_registration_nothing_here_makes_a_user()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync("Register");
        (await browser.IdentifyAsync("x")).Expect(404, "session.verification_session_not_found");
        (await browser.IdentifyAsync(await VerifiedAsync(browser, username))).Expect(400, "session.verification_failed");
        var answer = (await browser.PostAsync("/api/experience/identification", "{}")).Expect(422, "user.missing_profile");
        Assert.Equal("""{"missingProfile":["username","password"]}""", answer["data"].GetRawText());
        Assert.False((await browser.StateAsync()).Json.TryGetProperty("userId", out _));
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_ignored_and_known_ones_are_checked()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var verificationId = await VerifiedAsync(browser, username);
        (await browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = "yes" })).Expect(400, "guard.invalid_input");
        (await browser.PostAsync("/api/experience/identification", new { verificationId, linkSocialIdentity = true, other = 1 })).Expect(204);
    }
}
