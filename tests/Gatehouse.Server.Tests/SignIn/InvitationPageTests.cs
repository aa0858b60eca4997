using Gatehouse.Server.Applications;
using Gatehouse.Server.Invitations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.SignIn;

/// <summary>docs/invitations.md: the page that an invitation's link opens.</summary>
public sealed class InvitationPageTests(MailboxServer mailbox) : IClassFixture<MailboxServer>
{
    private const string Chosen = "Kept-by-the-0wner";

    private TestServer Server => mailbox.Server;

    private HttpClient Api => Server.Api;

    private async Task<(string Id, string Username, string Link)> InvitedAsync(object? fields = null)
    {
        var username = TestServer.Unique();
        var id = (await Api.NewUserAsync(new { username })).Id;
        return (id, username, await InviteAsync(id, fields));
    }

    private async Task<string> InviteAsync(string userId, object? fields = null) =>
        (await Api.PostAnswerAsync($"/api/users/{userId}/invitation", fields ?? new { sendMessage = false })).Expect(201)["link"].GetString()![TestServer.Endpoint.Length..];

    private async Task<string?> StatusAsync(string userId) => (await Api.GetAnswerAsync($"/api/users/{userId}/invitation")).Expect(200)["status"].GetString();

    private Task<bool> HasPasswordAsync(string userId) => Server.InDatabaseAsync(db => db.Users.AnyAsync(user => user.Id == userId && user.PasswordDigest != null));

    [Fact]
    public async Task The_invited_chooses_a_password_and_is_signed_in()
    {
        var (id, username, link) = await InvitedAsync();
        var browser = Server.NewBrowser();
        var page = await Page.OpenAsync(browser, link);
        page.Answer.Expect(200);
        Assert.Equal("Choose a password for your account", page.Heading);
        Assert.Contains(username, page.Answer.Text, StringComparison.Ordinal);
        var done = await page.SendAsync(("password", Chosen), ("again", Chosen));
        Assert.Equal("Your account is ready", done.Heading);
        done.Answer.Expect(200);
        Assert.Equal("Accepted", await StatusAsync(id));

        // The browser is signed in: an application gets its code without a page.
        var code = await browser.FollowAsync(await browser.GetAsync(SignInFlow.AuthUrl(await Server.NewAppAsync())));
        Assert.Contains("code", SignInFlow.Query(code.Expect(303).Header("Location")!).Keys);
        // And elsewhere the password opens the door.
        var signedIn = await (await Page.BeginAsync(Server.NewBrowser(), await Server.NewAppAsync())).SignInAsync(username, Chosen);
        Assert.Contains("code", SignInFlow.Query(signedIn.Answer.Expect(303).Header("Location")!).Keys);
    }

    [Fact]
    public async Task The_token_leaves_the_address_at_once_and_is_told_to_nobody()
    {
        var (_, _, link) = await InvitedAsync();
        var token = link.Split('=')[1];
        var browser = Server.NewBrowser();
        var first = (await browser.GetAsync(link)).Expect(303);
        Assert.Equal(("/invitation", "no-referrer", "no-store"), (first.Header("Location"), first.Header("Referrer-Policy"), first.Header("Cache-Control")));
        Assert.Contains(first.Headers["Set-Cookie"], cookie => cookie!.StartsWith("_invitation=", StringComparison.Ordinal)
            && cookie.Contains("path=/invitation", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.Ordinal) && cookie.Contains("samesite=lax", StringComparison.Ordinal));
        var page = (await browser.GetAsync("/invitation")).Expect(200);
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.DoesNotContain(token, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opening_the_link_uses_nothing_up()
    {
        var (id, _, link) = await InvitedAsync();
        for (var scan = 0; scan < 5; scan++)
        {
            (await Page.OpenAsync(Server.NewBrowser(), link)).Answer.Expect(200);
            (await Server.Anonymous.SendAnswerAsync(HttpMethod.Head, link, null)).Expect(303);
        }

        Assert.Equal("Pending", await StatusAsync(id));
        (await (await Page.OpenAsync(Server.NewBrowser(), link)).SendAsync(("password", Chosen), ("again", Chosen))).Answer.Expect(200);
    }

    [Fact(DisplayName = "Of 50 uses at once one counts")]
    public async Task It_works_once()
    {
        var (id, _, link) = await InvitedAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Page.OpenAsync(Server.NewBrowser(), link)));
        var answers = await Task.WhenAll(pages.Select(page => page.PostAsync(("password", Chosen), ("again", Chosen))));
        Assert.Single(answers, answer => (int)answer.Status == 303);
        Assert.All(answers.Where(answer => (int)answer.Status != 303), answer => Assert.Contains((int)answer.Status, (int[])[400, 429]));
        Assert.Equal("Accepted", await StatusAsync(id));
        Assert.Equal(1, await Server.InDatabaseAsync(db => db.Sessions.CountAsync(session => session.UserId == id)));
        var late = await Page.OpenAsync(Server.NewBrowser(), link);
        late.Answer.Expect(400);
        Assert.Equal("This invitation can't be used", late.Heading);
    }

    [Theory]
    [InlineData("", 422, "Enter a password")]
    [InlineData("short", 422, "At least 8 characters")]
    public async Task A_password_that_the_policy_does_not_want_is_refused(string password, int status, string sentence)
    {
        var (id, _, link) = await InvitedAsync();
        var page = await (await Page.OpenAsync(Server.NewBrowser(), link)).SendAsync(("password", password), ("again", password));
        page.Answer.Expect(status);
        Assert.Contains(sentence, page.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(("Pending", false), (await StatusAsync(id), await HasPasswordAsync(id)));
        (await page.SendAsync(("password", Chosen), ("again", Chosen))).Answer.Expect(200);
    }

    [Fact]
    public async Task A_form_that_was_not_made_in_this_browser_is_refused()
    {
        var (id, _, link) = await InvitedAsync();
        var browser = Server.NewBrowser();
        var foreign = (await Page.OpenAsync(Server.NewBrowser(), (await InvitedAsync()).Link)).Document.QuerySelector("input[name=xsrf]")!.GetAttribute("value")!;
        var page = await Page.OpenAsync(browser, link);
        (await page.PostAsync(("password", Chosen), ("again", Chosen), ("xsrf", ""))).Expect(403);
        (await page.PostAsync(("password", Chosen), ("again", Chosen), ("xsrf", foreign))).Expect(403);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Post, "/invitation", new FormUrlEncodedContent([new("password", Chosen)]))).Expect(404);
        Assert.Equal(("Pending", false), (await StatusAsync(id), await HasPasswordAsync(id)));
    }

    [Theory]
    [InlineData("/invitation")]
    [InlineData("/invitation?token=0123456789abcdef0123456789abcdef")]
    [InlineData("/invitation?token=%3Cscript%3E")]
    [InlineData("/invitation?token=a&token=b")]
    public async Task What_is_no_link_of_ours_opens_nothing(string url)
    {
        var page = await Page.OpenAsync(Server.NewBrowser(), url);
        page.Answer.Expect(404);
        Assert.Equal("This invitation can't be used", page.Heading);
        Assert.DoesNotContain("<script>", page.Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_when_it_is_taken_back_replaced_expired_or_the_user_suspended_or_gone()
    {
        var (id, _, first) = await InvitedAsync();
        var open = await Page.OpenAsync(Server.NewBrowser(), first);
        var second = await InviteAsync(id);
        (await Page.OpenAsync(Server.NewBrowser(), first)).Answer.Expect(404);
        (await open.PostAsync(("password", Chosen), ("again", Chosen))).Expect(404);

        open = await Page.OpenAsync(Server.NewBrowser(), second);
        await Server.SuspendAsync(id);
        var suspended = await open.SendAsync(("password", Chosen), ("again", Chosen));
        suspended.Answer.Expect(401);
        Assert.Contains("suspended", suspended.Answer.Text, StringComparison.Ordinal);
        (await Api.PatchAnswerAsync($"/api/users/{id}/is-suspended", new { isSuspended = false })).Expect(200);

        (await Api.DeleteAnswerAsync($"/api/users/{id}/invitation")).Expect(204);
        (await open.PostAsync(("password", Chosen), ("again", Chosen))).Expect(400);

        var third = await InviteAsync(id);
        open = await Page.OpenAsync(Server.NewBrowser(), third);
        await Server.ChangeAsync(async db => (await db.UserInvitations.SingleAsync(row => row.UserId == id))
            .Issue(UserInvitation.DigestOf(third.Split('=')[1]), null, null, null, DateTime.UnixEpoch, Server.Clock.GetUtcNow().UtcDateTime.AddSeconds(-1)));
        (await open.PostAsync(("password", Chosen), ("again", Chosen))).Expect(400);
        Assert.Equal("Expired", await StatusAsync(id));
        (await Api.DeleteAnswerAsync($"/api/users/{id}/invitation")).Expect(404, "entity.not_found");

        var fourth = await InviteAsync(id);
        open = await Page.OpenAsync(Server.NewBrowser(), fourth);
        Assert.False(await HasPasswordAsync(id));
        (await Api.DeleteAnswerAsync("/api/users/" + id)).Expect(204);
        (await open.PostAsync(("password", Chosen), ("again", Chosen))).Expect(404);
    }

    [Fact]
    public async Task A_link_that_was_sent_to_an_address_goes_with_the_address()
    {
        var email = TestServer.Unique() + "@invited.test";
        var id = (await Api.NewUserAsync(new { primaryEmail = email })).Id;
        (await Api.PostAnswerAsync($"/api/users/{id}/invitation", "{}")).Expect(201);
        var link = (await mailbox.MessagesAsync(email))[0].GetProperty("payload").GetProperty("link").GetString()!;
        (await Page.OpenAsync(Server.NewBrowser(), link)).Answer.Expect(200);
        (await Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = "x" + email })).Expect(200);
        (await Page.OpenAsync(Server.NewBrowser(), link)).Answer.Expect(400);
    }

    [Fact]
    public async Task The_way_ends_at_the_application_as_long_as_it_registers_the_address()
    {
        var app = await Server.NewAppAsync();
        var fields = new { sendMessage = false, applicationId = app, redirectUri = SignInFlow.Callback };
        var (id, _, link) = await InvitedAsync(fields);
        Assert.Equal(SignInFlow.Callback, (await (await Page.OpenAsync(Server.NewBrowser(), link)).PostAsync(("password", Chosen), ("again", Chosen))).Expect(303).Header("Location"));

        link = await InviteAsync(id, fields);
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == app)).OidcClientMetadata =
            JsonText.FromStored("""{"redirectUris":["https://elsewhere.test/"],"postLogoutRedirectUris":[]}"""));
        Server.Forget();
        Assert.Equal("/invitation/done", (await (await Page.OpenAsync(Server.NewBrowser(), link)).PostAsync(("password", Chosen), ("again", Chosen))).Expect(303).Header("Location"));
    }

    [Fact]
    public async Task Who_is_to_show_a_second_factor_is_not_signed_in_by_a_link()
    {
        await using var strict = await TestServer.StartAsync();
        await strict.SetExperienceAsync(row => row.Mfa = JsonText.FromStored("""{"policy":"Mandatory","factors":["Totp"]}"""));
        var user = (await strict.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        var strictLink = (await strict.Api.PostAnswerAsync($"/api/users/{user}/invitation", new { sendMessage = false })).Expect(201)["link"].GetString()!;
        var browser = strict.NewBrowser();
        (await (await Page.OpenAsync(browser, strictLink)).PostAsync(("password", Chosen), ("again", Chosen))).Expect(303);
        Assert.Null(browser.Cookie("_session"));
        Assert.Equal(0, await strict.InDatabaseAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task The_page_speaks_Korean()
    {
        var (_, _, link) = await InvitedAsync();
        var browser = Server.NewBrowser();
        browser.Headers.Add(("Accept-Language", "ko"));
        var page = await Page.OpenAsync(browser, link);
        Assert.Equal(("ko", "계정 비밀번호를 정하세요"), (page.Language, page.Heading));
        Assert.Equal("계정이 준비됐어요", (await page.SendAsync(("password", Chosen), ("again", Chosen))).Heading);
        Assert.Equal("사용할 수 없는 초대예요", (await Page.OpenAsync(browser, link)).Heading);
    }
}
