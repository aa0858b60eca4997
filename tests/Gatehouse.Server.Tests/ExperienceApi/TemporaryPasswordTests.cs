using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>docs/accounts.md: a temporary password lets its user choose another one and does nothing else.</summary>
public sealed class TemporaryPasswordTests : ServerTest
{
    private const string Temporary = "Given-by-4dmin";
    private const string Chosen = "Kept-by-the-0wner";

    private async Task<(string Id, string Username)> NewUserAsync()
    {
        var username = TestServer.Unique();
        return ((await Api.NewUserAsync(new { username, password = Temporary, isPasswordTemporary = true })).Id, username);
    }

    private async Task<Browser> IdentifiedAsync(string username, string password = Temporary)
    {
        var browser = Server.NewBrowser();
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username, password: password);
        return browser;
    }

    private static Task<Answer> ReplaceAsync(Browser browser, string password) => browser.PutAsync("/api/experience/profile/password", new { password });

    private Task<bool> IsTemporaryAsync(string id) => Server.InDatabaseAsync(db => db.Users.Where(user => user.Id == id).Select(user => user.IsPasswordTemporary).SingleAsync());

    [Fact]
    public async Task The_first_sign_in_asks_for_another_password_and_goes_on_with_it()
    {
        var (id, username) = await NewUserAsync();
        var browser = await IdentifiedAsync(username);
        (await browser.SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        (await ReplaceAsync(browser, Chosen)).Expect(204);
        Assert.True(await IsTemporaryAsync(id));
        (await browser.SubmitAsync()).Expect(200);
        Assert.False(await IsTemporaryAsync(id));
        (await (await IdentifiedAsync(username, Chosen)).SubmitAsync()).Expect(200);
        var other = Server.NewBrowser();
        await other.EnterInteractionAsync();
        (await other.BeginAsync()).Expect(204);
        (await other.GivePasswordAsync(username, Temporary)).Expect(422, "session.invalid_credentials");
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(Chosen, StringComparison.Ordinal) || line.Contains(Temporary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_whole_way_ends_with_a_code()
    {
        var (_, username) = await NewUserAsync();
        var browser = Server.NewBrowser();
        (await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync()))).Expect(303);
        await browser.IdentifyByPasswordAsync(username, password: Temporary);
        (await browser.SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        (await ReplaceAsync(browser, Chosen)).Expect(204);
        var redirectTo = (await browser.SubmitAsync()).Expect(200)["redirectTo"].GetString()!;
        var done = await browser.FollowAsync(await browser.GetAsync(redirectTo));
        Assert.Contains("code", SignInFlow.Query(done.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task The_new_one_follows_the_policy_and_is_another_one()
    {
        var (id, username) = await NewUserAsync();
        var browser = await IdentifiedAsync(username);
        (await ReplaceAsync(browser, "short")).Expect(422, "password.rejected");
        (await ReplaceAsync(browser, Temporary)).Expect(422, "user.same_password");
        (await browser.SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        Assert.True(await IsTemporaryAsync(id));
    }

    [Fact]
    public async Task Nobody_else_replaces_a_password_in_a_sign_in()
    {
        var (_, username) = await Server.NewSignerAsync();
        (await ReplaceAsync(await IdentifiedAsync(username, ExperienceCalls.Password), Chosen)).Expect(400, "session.invalid_interaction_type");

        var (_, owner) = await NewUserAsync();
        var unidentified = Server.NewBrowser();
        await unidentified.EnterInteractionAsync();
        (await unidentified.BeginAsync()).Expect(204);
        (await unidentified.GivePasswordAsync(owner, Temporary)).Expect(200);
        (await ReplaceAsync(unidentified, Chosen)).Expect(400, "session.invalid_interaction_type");
        (await unidentified.BeginAsync("Register")).Expect(204);
        (await ReplaceAsync(unidentified, Chosen)).Expect(400, "session.invalid_interaction_type");
    }

    [Fact]
    public async Task Somebody_suspended_in_between_changes_nothing()
    {
        var (id, username) = await NewUserAsync();
        var browser = await IdentifiedAsync(username);
        await Server.SuspendAsync(id);
        (await ReplaceAsync(browser, Chosen)).Expect(401, "user.suspended");
        Assert.True(await IsTemporaryAsync(id));
    }

    [Fact]
    public async Task An_administrator_sets_one_later_and_takes_it_back_with_a_plain_one()
    {
        var (id, username) = await Server.NewSignerAsync();
        (await Api.PatchAnswerAsync($"/api/users/{id}/password", new { password = Temporary, isPasswordTemporary = true })).Expect(200);
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(422, "user.new_password_required_in_profile");
        (await Api.PatchAnswerAsync($"/api/users/{id}/password", new { password = Temporary })).Expect(200);
        (await (await IdentifiedAsync(username)).SubmitAsync()).Expect(200);
        (await Api.PatchAnswerAsync($"/api/users/{id}/password", new { password = Temporary, isPasswordTemporary = "yes" })).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Without_a_password_the_word_says_nothing()
    {
        var id = (await Api.NewUserAsync(new { username = TestServer.Unique(), isPasswordTemporary = true })).Id;
        Assert.False(await IsTemporaryAsync(id));
    }
}
