using System.Text.RegularExpressions;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Console.Access;

/// <summary>docs/adr/0020: administrators sign in through our own provider, and the console's session hangs on the provider's.</summary>
public sealed class ConsoleSignInTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_provider_with_all_that_protects_the_way()
    {
        var browser = Server.NewConsoleBrowser();
        var sent = (await browser.GetAsync("/console/signed-in?a=b")).Expect(303);
        Assert.StartsWith(TestServer.AdminEndpoint + "/oidc/auth?", sent.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("no-store", sent.Header("Cache-Control"));
        var query = SignInFlow.Query(sent.Header("Location")!);
        Assert.Equal(("admin-console", "code", "S256", "openid", "86400"), (query["client_id"], query["response_type"], query["code_challenge_method"], query["scope"], query["max_age"]));
        Assert.Equal(TestServer.AdminEndpoint + "/console/callback", query["redirect_uri"]);
        Assert.All((string[])[query["state"], query["nonce"], query["code_challenge"]], value => Assert.True(value.Length >= 43));
        var cookie = Assert.Single(sent.Headers["Set-Cookie"], cookie => cookie.StartsWith("_console_browser=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/;", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(AdministratorRole.Owner))]
    [InlineData(nameof(AdministratorRole.UserManager))]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task Every_role_gets_in_and_lands_on_the_page_that_was_asked_for(string role)
    {
        var (_, username) = await Server.NewAdministratorAsync(Enum.Parse<AdministratorRole>(role));
        var browser = Server.NewConsoleBrowser();
        var page = await Page.OpenAsync(browser, "/console/signed-in?where=here%20there");
        var callback = await FollowToCallbackAsync(browser, await page.PostAsync(("identifier", username), ("password", ExperienceCalls.Password)));
        var landed = (await browser.GetAsync(callback)).Expect(303);
        Assert.Equal("/console/signed-in?where=here%20there", landed.Header("Location"));
        var cookie = Assert.Single(landed.Headers["Set-Cookie"], cookie => cookie.StartsWith("_console=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.True(await browser.IsInAsync());
    }

    [Fact]
    public async Task An_account_without_a_role_is_told_so_and_can_sign_out()
    {
        var (_, username) = await Server.NewAdministratorAsync(role: null);
        var browser = Server.NewConsoleBrowser();
        var page = await browser.EnterConsoleAsync(username);
        page.Answer.Expect(403);
        Assert.Equal("This account has no access to the console", page.Heading);
        Assert.Null(browser.Cookie("_console"));
        // Its session at the provider ends, so that the next sign-in asks who is there.
        (await page.PressAsync("Sign out")).Expect(303);
        Assert.Contains("password", (await Page.OpenAsync(browser, ConsoleCalls.AnyPage)).Fields);
    }

    [Fact]
    public async Task Several_tabs_may_sign_in_at_once()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        var browser = Server.NewConsoleBrowser();
        var first = (await browser.GetAsync("/console/signed-in?tab=1")).Header("Location")!;
        var second = (await browser.GetAsync("/console/signed-in?tab=2")).Header("Location")!;
        var page = await (await Page.OpenAsync(browser, first)).SignInAsync(username);
        Assert.Equal("You are signed in", page.Heading);
        Assert.Equal("You are signed in", (await Page.OpenAsync(browser, second)).Heading);
    }

    [Fact]
    public async Task A_code_or_state_of_another_browser_is_worth_nothing()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        var attacker = Server.NewConsoleBrowser();
        var callback = await FollowToCallbackAsync(attacker, await (await Page.OpenAsync(attacker, ConsoleCalls.AnyPage)).PostAsync(("identifier", username), ("password", ExperienceCalls.Password)));
        var victim = Server.NewConsoleBrowser();
        await victim.GetAsync(ConsoleCalls.AnyPage);
        var refused = (await victim.GetAsync(callback)).Expect(400);
        Assert.Contains("You are not signed in yet", refused.Text, StringComparison.Ordinal);
        Assert.Null(victim.Cookie("_console"));
        // The one that began it can still end it, once.
        (await attacker.GetAsync(callback)).Expect(303);
        (await attacker.GetAsync(callback)).Expect(400);
    }

    [Theory]
    [InlineData("/console/callback")]
    [InlineData("/console/callback?code=abc&state=nonsense")]
    [InlineData("/console/callback?code=abc&state=CfDJ8AAAA")]
    [InlineData("/console/callback?error=access_denied&state=")]
    public async Task A_callback_that_answers_no_question_is_refused(string url)
    {
        var browser = Server.NewConsoleBrowser();
        await browser.GetAsync(ConsoleCalls.AnyPage);
        Assert.Contains("You are not signed in yet", (await browser.GetAsync(url)).Expect(400).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_issuer_and_a_wrong_code_are_refused()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        var browser = Server.NewConsoleBrowser();
        var callback = await FollowToCallbackAsync(browser, await (await Page.OpenAsync(browser, ConsoleCalls.AnyPage)).PostAsync(("identifier", username), ("password", ExperienceCalls.Password)));
        (await browser.GetAsync(Regex.Replace(callback, "iss=[^&]*", "iss=https%3A%2F%2Felsewhere.test"))).Expect(400);
        (await browser.GetAsync(Regex.Replace(callback, "code=[^&]*", "code=another"))).Expect(400);
        (await browser.GetAsync(callback)).Expect(303);
    }

    [Fact]
    public async Task The_session_ends_after_eight_hours_without_use_and_then_asks_for_the_password()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        Server.Clock.Advance(TimeSpan.FromHours(7));
        Assert.True(await browser.IsInAsync());
        Server.Clock.Advance(TimeSpan.FromHours(7));
        Assert.True(await browser.IsInAsync());
        Server.Clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));
        var sent = (await browser.GetAsync(ConsoleCalls.AnyPage)).Expect(303);
        Assert.Equal("login", SignInFlow.Query(sent.Header("Location")!)["prompt"]);
        Assert.Equal("You are signed in", (await browser.EnterConsoleAsync(username)).Heading);
    }

    [Fact]
    public async Task The_session_ends_a_day_after_the_sign_in_however_much_it_is_used()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        for (var hours = 0; hours < 23; hours++)
        {
            Server.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await browser.IsInAsync());
        }

        Server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await browser.IsInAsync());
        // The session at the provider is there still; the sign-in behind it is too old.
        var page = await Page.OpenAsync(browser, ConsoleCalls.AnyPage);
        Assert.Contains("password", page.Fields);
    }

    [Fact]
    public async Task Suspension_ends_the_session_at_once()
    {
        var (id, username) = await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        await Server.InDatabaseAsync(db => db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.IsSuspended, true)), "admin");
        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task Losing_the_role_ends_the_session_at_once()
    {
        var (id, username) = await Server.NewAdministratorAsync(AdministratorRole.Auditor);
        var browser = await Server.AtConsoleAsync(username);
        await Server.InDatabaseAsync(db => db.UserRoles.Where(grant => grant.UserId == id).ExecuteDeleteAsync(), "admin");
        Assert.False(await browser.IsInAsync());
        var page = await Page.OpenAsync(browser, ConsoleCalls.AnyPage);
        Assert.Equal("This account has no access to the console", page.Heading);
    }

    [Fact]
    public async Task Signing_out_anywhere_ends_the_session_at_once()
    {
        var (id, username) = await Server.NewAdministratorAsync();
        var (one, other) = (await Server.AtConsoleAsync(username), await Server.AtConsoleAsync(username));
        await Server.InDatabaseAsync(async db =>
        {
            db.Sessions.RemoveRange(await db.Sessions.Where(session => session.UserId == id).ToListAsync());
            return await db.SaveChangesAsync();
        }, "admin");
        Assert.False(await one.IsInAsync());
        Assert.False(await other.IsInAsync());
    }

    [Fact]
    public async Task Sign_out_ends_both_sessions_and_needs_a_form_of_ours()
    {
        var (id, username) = await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        (await browser.SendAsync(HttpMethod.Post, "/console/sign-out", new FormUrlEncodedContent([]))).Expect(403);
        Assert.True(await browser.IsInAsync());
        Assert.Equal("/console", (await browser.SendAsync(HttpMethod.Post, "/console/sign-out", await browser.FormAsync())).Expect(303).Header("Location"));
        Assert.Null(browser.Cookie("_console"));
        Assert.Null(browser.Cookie("_session"));
        Assert.False(await browser.IsInAsync());
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.Sessions.CountAsync(session => session.UserId == id), "admin"));
    }

    [Fact]
    public async Task A_cookie_that_was_altered_lets_nobody_in()
    {
        var (_, username) = await Server.NewAdministratorAsync(AdministratorRole.Auditor);
        var (otherId, _) = await Server.NewAdministratorAsync();
        var browser = await Server.AtConsoleAsync(username);
        var value = browser.Cookie("_console")!;
        browser.Forge("_console", otherId + value[value.IndexOf('.', StringComparison.Ordinal)..]);
        Assert.False(await browser.IsInAsync());
        browser.Forge("_console", value);
        Assert.True(await browser.IsInAsync());
    }

    [Fact]
    public async Task The_console_is_at_the_endpoint_of_the_administrators_only()
    {
        foreach (var path in (string[])["/console/signed-in", "/console/callback?code=a", "/console/set-up"])
            (await Server.Anonymous.GetAnswerAsync(path)).Expect(404);
        (await Server.Anonymous.PostAnswerAsync("/console/sign-out")).Expect(404);
    }

    [Fact]
    public async Task On_https_no_neighbour_can_plant_a_cookie_of_the_console()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["TrustProxyHeader"] = "true", ["TrustedProxies"] = "127.0.0.1/32" });
        var sent = (await server.AdminApi.SendAnswerAsync(HttpMethod.Get, ConsoleCalls.AnyPage, null, ("X-Forwarded-Proto", "https"))).Expect(303);
        Assert.Contains(sent.Headers["Set-Cookie"], cookie => cookie.StartsWith("__Host-_console_browser=", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_script_asks_for_is_refused_and_not_sent_to_sign_in() =>
        (await Server.NewConsoleBrowser().GetAsync(ConsoleCalls.AnyPage, ("Sec-Fetch-Mode", "cors"))).Expect(403);

    private static async Task<string> FollowToCallbackAsync(Browser browser, Answer answer)
    {
        while (answer.Header("Location") is { } location)
        {
            if (location.Contains("/console/callback", StringComparison.Ordinal)) return location;
            answer = await browser.GetAsync(location);
        }

        throw new InvalidOperationException("No callback");
    }
}
