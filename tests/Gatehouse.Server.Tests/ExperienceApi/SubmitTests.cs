using Gatehouse.Server.Interactions;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 9: what a sign-in still needs at its end, and what it leaves.</summary>
public sealed class SubmitTests : ServerTest
{
    private static async Task<(Browser Browser, Interaction Interaction)> IdentifiedAsync(TestServer server, string username)
    {
        var browser = new Browser(server);
        var interaction = await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        return (browser, interaction);
    }

    private static async Task<LoginResult?> LoginAsync(TestServer server, Interaction interaction) =>
        InteractionResult.Of(await server.InteractionAsync(interaction.Id))?.Login;

    [Fact]
    public async Task Nobody_is_signed_in_before_somebody_is_identified()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = new Browser(Server);
        var interaction = await browser.EnterInteractionAsync();
        foreach (var interactionEvent in (string[])["SignIn", "Register", "ForgotPassword"])
        {
            (await browser.BeginAsync(interactionEvent)).Expect(204);
            (await browser.GivePasswordAsync(username)).Expect(200);
            (await browser.SubmitAsync()).Expect(404, "session.identifier_not_found");
        }

        Assert.Null(await LoginAsync(Server, interaction));
    }

    [Fact]
    public async Task A_user_who_was_suspended_or_deleted_meanwhile_is_not_signed_in()
    {
        var (id, username) = await Server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(Server, username);
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = true })).Expect(200);
        (await browser.SubmitAsync()).Expect(401, "user.suspended");
        (await Api.DeleteAnswerAsync("/api/users/" + id)).Expect(204);
        (await browser.SubmitAsync()).Expect(404, "entity.not_found");
        Assert.Null(await LoginAsync(Server, interaction));
    }

    [Fact]
    public async Task It_may_be_repeated_with_the_same_answer()
    {
        var (id, username) = await Server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(Server, username);
        var first = (await browser.SubmitAsync()).Expect(200).Text;
        Assert.Equal(first, (await browser.SubmitAsync()).Expect(200).Text);
        Assert.Equal(id, (await LoginAsync(Server, interaction))!.AccountId);
    }

    [Fact(DisplayName = "Section 9: 50 submits at once have one answer and one end")]
    public async Task Submits_at_once_have_one_answer()
    {
        var (id, username) = await Server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(Server, username);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.SubmitAsync()));
        Assert.Single(answers.Select(answer => answer.Expect(200).Text).Distinct());
        Assert.Equal(id, (await LoginAsync(Server, interaction))!.AccountId);
        Assert.Equal(50, (await Server.StepsAsync(interaction.Id)).Count(row => row.Key == "Interaction.SignIn.Submit"));
    }

    [Fact]
    public async Task A_start_anew_while_submitting_never_mixes_two_users()
    {
        var (_, first) = await Server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(Server, first);
        var submits = Enumerable.Range(0, 10).Select(_ => browser.SubmitAsync()).ToList();
        var starts = Enumerable.Range(0, 10).Select(_ => browser.BeginAsync()).ToList();
        Assert.All(await Task.WhenAll(starts), answer => answer.Expect(204));
        Assert.All(await Task.WhenAll(submits), answer => Assert.Contains((int)answer.Status, (int[])[200, 404]));
        (await browser.SubmitAsync()).Expect(404, "session.identifier_not_found");
        if (await LoginAsync(Server, interaction) is { } login) Assert.Contains(login.AccountId, login.Submission!.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_stores_the_error_for_the_client()
    {
        var (_, username) = await Server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(Server, username);
        Assert.Equal("", (await browser.DeleteAsync("/api/interaction")).Expect(204).Text);
        Assert.Equal("""{"error":"oidc.aborted"}""", (await Server.InteractionAsync(interaction.Id)).Result!.Value.Text);
        // It needs no state, and who changes their mind may still sign in.
        (await browser.SubmitAsync()).Expect(200);
        Assert.NotNull(await LoginAsync(Server, interaction));
        var other = new Browser(Server);
        await other.EnterInteractionAsync();
        (await other.DeleteAsync("/api/interaction")).Expect(204);
    }

    [Fact(DisplayName = "Section 9 step 6: users that exist are asked for what signing up asks for")]
    public async Task What_every_user_must_have_is_told_when_it_is_missing()
    {
        await using var server = await TestServer.StartAsync();
        await server.SetExperienceAsync(experience => experience.SignUp = JsonText.FromStored(
            """{"identifiers":["email","phone"],"password":true,"verify":true,"secondaryIdentifiers":[{"identifier":"username","verify":false}]}"""));
        var (id, username) = await server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(server, username);
        var answer = (await browser.SubmitAsync()).Expect(422, "user.missing_profile");
        Assert.Equal("""{"missingProfile":["emailOrPhone"]}""", answer["data"].GetRawText());
        Assert.Null(await LoginAsync(server, interaction));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await server.Api.GetAnswerAsync("/api/users/" + id))["lastSignInAt"].ValueKind);
        // Nothing is used up by that: with the address the same interaction ends well.
        (await server.Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = TestServer.Unique() + "@example.test" })).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
    }

    [Fact(DisplayName = "Section 9 step 1: where a captcha is asked for, nothing passes without")]
    public async Task A_captcha_that_is_asked_for_is_needed()
    {
        await using var server = await TestServer.StartAsync();
        await server.SetExperienceAsync(experience => experience.CaptchaPolicy = JsonText.FromStored("""{"enabled":true}"""));
        var (_, username) = await server.NewSignerAsync();
        // Neither the password nor identification asks for it (section 13).
        var (browser, _) = await IdentifiedAsync(server, username);
        (await browser.SubmitAsync()).Expect(422, "session.captcha_required");
        (await browser.BeginAsync("Register")).Expect(204);
        (await browser.PostAsync("/api/experience/identification", "{}")).Expect(422, "session.captcha_required");
        // Before anything else is said.
        (await browser.SubmitAsync()).Expect(422, "session.captcha_required");
    }

    [Fact(DisplayName = "Sections 8.2 and 8.4 step 5: a password alone does not sign in where a second factor is due")]
    public async Task A_second_factor_that_is_due_is_never_skipped()
    {
        await using var server = await TestServer.StartAsync();
        Task MfaAsync(string mfa) => server.SetExperienceAsync(experience => experience.Mfa = JsonText.FromStored(mfa));
        var (userId, username) = await server.NewSignerAsync();
        var (browser, interaction) = await IdentifiedAsync(server, username);

        await MfaAsync("""{"factors":["Totp","WebAuthn","BackupCode"],"policy":"Mandatory"}""");
        var unbound = (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
        Assert.Equal("""{"availableFactors":["WebAuthn","Totp"]}""", unbound["data"].GetRawText());
        // No other event leads around it.
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "Register" })).Expect(204);
        (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
        (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent = "SignIn" })).Expect(204);

        await MfaAsync("""{"factors":["Totp"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"Mandatory"}""");
        var organizationId = Identifier.Short();
        await server.InDatabaseAsync(db =>
        {
            var now = server.Clock.GetUtcNow().UtcDateTime;
            db.Organizations.Add(new Organization { TenantId = db.TenantId, Id = organizationId, Name = "strict", IsMfaRequired = true, CreatedAt = now });
            db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId });
            return db.SaveChangesAsync();
        });
        (await browser.SubmitAsync()).Expect(422, "user.missing_mfa");
        await MfaAsync("""{"factors":["Totp"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"NoPrompt"}""");
        (await browser.SubmitAsync()).Expect(200);
        await server.InDatabaseAsync(db => db.Interactions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Result, default(JsonText?))));

        await server.InDatabaseAsync(db => db.Users.Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.MfaVerifications, JsonText.FromStored("""[{"type":"Totp","id":"x","createdAt":"2026-01-01T00:00:00Z","key":"canary"}]"""))));
        foreach (var interactionEvent in (string[])["SignIn", "Register"])
        {
            (await browser.PutAsync("/api/experience/interaction-event", new { interactionEvent })).Expect(204);
            var demanded = (await browser.SubmitAsync()).Expect(403, "session.mfa.require_mfa_verification");
            Assert.Equal("""{"availableFactors":["Totp"],"maskedIdentifiers":{}}""", demanded["data"].GetRawText());
        }

        Assert.Null(await LoginAsync(server, interaction));
        await MfaAsync("""{"factors":[],"policy":"Mandatory"}""");
        (await browser.SubmitAsync()).Expect(200);
    }
}
