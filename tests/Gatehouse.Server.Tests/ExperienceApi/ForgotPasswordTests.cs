using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.ExperienceApi.ExperienceCalls;
using static Gatehouse.Server.Tests.ExperienceApi.StateRows;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 3, 9 step 3 and 18: a forgotten password.</summary>
public sealed class ForgotPasswordTests : ServerTest
{
    /// <summary>By a token, which every tenant takes.</summary>
    private async Task<(Browser Browser, Interaction Interaction, string UserId, string Username)> IdentifiedAsync()
    {
        var (email, username) = (TestServer.Unique() + "@example.test", TestServer.Unique());
        var user = await Api.NewUserAsync(new { username, primaryEmail = email, passwordDigest = Digest, passwordAlgorithm = "Argon2id" });
        var (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        return (browser, interaction, user.Id, username);
    }

    private static Task<Answer> ChooseAsync(Browser browser, string password) => browser.PutAsync("/api/experience/profile/password", new { password });

    private async Task<bool> IsPasswordAsync(string userId, string password) =>
        (int)(await Api.PostAnswerAsync($"/api/users/{userId}/password/verify", new { password })).Status == 204;

    [Fact(DisplayName = "Section 18: forgot password")]
    public async Task A_new_password_counts_from_submit_on_and_nothing_is_left_of_the_interaction()
    {
        var (browser, interaction, userId, username) = await IdentifiedAsync();
        (await browser.SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        Assert.Equal("", (await ChooseAsync(browser, FreshPassword)).Expect(204).Text);
        Assert.Equal("{}", (await browser.StateAsync())["profile"].GetRawText());
        Assert.True(await IsPasswordAsync(userId, Password));
        Assert.Equal("", (await browser.SubmitAsync()).Expect(204).Text);
        Assert.True(await IsPasswordAsync(userId, FreshPassword));
        Assert.False(await IsPasswordAsync(userId, Password));
        (await browser.GetAsync("/api/experience/interaction")).Expect(404, "session.interaction_not_found");
        (await browser.SubmitAsync()).Expect(404, "session.interaction_not_found");
        Assert.Null(await Server.LoginAsync(interaction));

        await browser.IdentifyByPasswordAsync(username, password: FreshPassword);
        (await browser.SubmitAsync()).Expect(200);
        Assert.Equal(
            ["Create", "Identifier.Submit", "Submit", "Profile.Update", "Submit"],
            (await Server.StepsAsync(interaction.Id)).Where(row => row.Key.Contains(".ForgotPassword.", StringComparison.Ordinal)).Select(row => row.Key["Interaction.ForgotPassword.".Length..]));
    }

    [Fact]
    public async Task Only_somebody_known_who_forgot_a_password_chooses_one_here()
    {
        foreach (var interactionEvent in (string[])["SignIn", "Register"])
        {
            var (other, _) = await Browser.BegunAsync(Server, interactionEvent);
            (await ChooseAsync(other, FreshPassword)).Expect(400, "session.invalid_interaction_type");
        }

        var (browser, _) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await ChooseAsync(browser, FreshPassword)).Expect(404, "session.identifier_not_found");
        (await browser.SubmitAsync()).Expect(404, "session.identifier_not_found");
        (await browser.PutAsync("/api/experience/profile/password", "{}")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_weak_password_and_the_same_password_are_refused()
    {
        var (browser, _, userId, username) = await IdentifiedAsync();
        (await ChooseAsync(browser, "abc")).Expect(422, "password.rejected");
        Assert.Contains("user_info", (await ChooseAsync(browser, username + "xy")).Expect(422, "password.rejected")["data"].GetRawText(), StringComparison.Ordinal);
        (await ChooseAsync(browser, Password)).Expect(422, "user.same_password");
        (await browser.SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        Assert.True(await IsPasswordAsync(userId, Password));
    }

    [Fact(DisplayName = "docs/adr/0013: a reset ends every session of the user")]
    public async Task A_reset_signs_the_user_out_everywhere()
    {
        var (browser, _, userId, _) = await IdentifiedAsync();
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        var (bystander, _) = await Server.NewSignerAsync();
        foreach (var owner in (string[])[userId, userId, bystander])
        {
            await Server.InDatabaseAsync(db =>
            {
                db.Sessions.Add(new Session
                {
                    TenantId = db.TenantId, Id = Identifier.Long(), Digest = Identifier.Secret(), UserId = owner, LoginAt = now, Amr = JsonText.EmptyArray, Acr = "0",
                    CreatedAt = now, ExpiresAt = now.AddDays(1),
                });
                return db.SaveChangesAsync();
            });
        }

        Task<int> SessionsAsync(string owner) => Server.InDatabaseAsync(db => db.Sessions.CountAsync(row => row.UserId == owner));
        (await ChooseAsync(browser, FreshPassword)).Expect(204);
        Assert.Equal(2, await SessionsAsync(userId));
        (await browser.SubmitAsync()).Expect(204);
        Assert.Equal((0, 1), (await SessionsAsync(userId), await SessionsAsync(bystander)));
    }

    [Fact]
    public async Task Whoever_was_suspended_meanwhile_gets_no_password()
    {
        var (browser, _, userId, _) = await IdentifiedAsync();
        (await ChooseAsync(browser, FreshPassword)).Expect(204);
        (await Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = true })).Expect(200);
        (await browser.SubmitAsync()).Expect(401, "user.suspended");
        Assert.True(await IsPasswordAsync(userId, Password));
    }

    [Fact(DisplayName = "Section 9: of 50 submits at once one sets the password")]
    public async Task Submits_at_once_end_one_interaction()
    {
        var (browser, _, _, _) = await IdentifiedAsync();
        (await ChooseAsync(browser, FreshPassword)).Expect(204);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.SubmitAsync()));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(404, "session.interaction_not_found"));
    }

    [Fact]
    public async Task Somebody_without_a_password_gets_one()
    {
        var email = TestServer.Unique() + "@example.test";
        var user = await Api.NewUserAsync(new { primaryEmail = email });
        var (browser, interaction) = await Browser.BegunAsync(Server, "ForgotPassword");
        (await browser.IdentifyAsync(await Server.PlaceAsync(interaction, Token(email)))).Expect(204);
        (await ChooseAsync(browser, FreshPassword)).Expect(204);
        (await browser.SubmitAsync()).Expect(204);
        Assert.True(await IsPasswordAsync(user.Id, FreshPassword));
    }
}
