using Gatehouse.Server.Cookies;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Access;

/// <summary>docs/adr/0020: forms of the console belong to a browser, come from our own pages, and outlive the session that they were opened in.</summary>
public sealed class ConsoleFormTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    /// <summary>The smallest form of the console.</summary>
    private const string Form = "/console/default/preferences";

    private TestServer Server => console.Server;

    private async Task<(Browser Browser, string Username)> AtConsoleAsync()
    {
        var (_, username) = await Server.NewAdministratorAsync();
        return (await Server.AtConsoleAsync(username), username);
    }

    private static async Task<Answer> PostAsync(Browser browser, string token, params (string Name, string Value)[] headers) => await browser.SendAsync(
        HttpMethod.Post, Form, new FormUrlEncodedContent([KeyValuePair.Create(FormToken.Field, token), KeyValuePair.Create("theme", "dark")]), headers);

    [Fact]
    public async Task A_form_of_ours_is_taken()
    {
        var (browser, _) = await AtConsoleAsync();
        (await PostAsync(browser, await browser.FormTokenAsync(), ("Sec-Fetch-Site", "same-origin"), ("Origin", TestServer.AdminEndpoint))).Expect(303);
        (await PostAsync(browser, await browser.FormTokenAsync())).Expect(303);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://elsewhere.test")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", TestServer.Endpoint)]
    public async Task A_form_from_elsewhere_is_refused_even_with_a_token(string header, string value)
    {
        var (browser, _) = await AtConsoleAsync();
        var refused = (await PostAsync(browser, await browser.FormTokenAsync(), (header, value))).Expect(403);
        Assert.DoesNotContain("dark", refused.Headers.GetValueOrDefault("Set-Cookie")?.FirstOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_a_forged_one_is_refused()
    {
        var (browser, _) = await AtConsoleAsync();
        (await PostAsync(browser, "")).Expect(403);
        var token = await browser.FormTokenAsync();
        (await PostAsync(browser, (token[0] == '0' ? '1' : '0') + token[1..])).Expect(403);
    }

    [Fact]
    public async Task A_token_of_another_browser_is_worth_nothing()
    {
        var ((one, _), (other, _)) = (await AtConsoleAsync(), await AtConsoleAsync());
        (await PostAsync(one, await other.FormTokenAsync())).Expect(403);
    }

    [Fact]
    public async Task A_page_may_stay_open_for_a_week()
    {
        var (browser, username) = await AtConsoleAsync();
        var token = await browser.FormTokenAsync();
        Server.Clock.Advance(TimeSpan.FromDays(6));
        await browser.EnterConsoleAsync(username);
        (await PostAsync(browser, token)).Expect(303);
        Server.Clock.Advance(TimeSpan.FromDays(2));
        await browser.EnterConsoleAsync(username);
        (await PostAsync(browser, token)).Expect(403);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        var (browser, _) = await AtConsoleAsync();
        (await browser.SendAsync(HttpMethod.Post, Form, """{"theme":"dark"}""")).Expect(400);
    }

    [Fact]
    public async Task A_form_whose_session_has_ended_loses_nothing_and_can_be_sent_again()
    {
        var (browser, username) = await AtConsoleAsync();
        var content = await browser.FormAsync(("theme", "dark"), ("back", "/users"), ("note", "<script>alert(1)</script>\n\"quoted\" & more"), ("many", "1"), ("many", "2"), ("password", "hunter2"), ("clientSecret", "s3cr3t"));
        Server.Clock.Advance(TimeSpan.FromHours(9));
        var answer = (await browser.SendAsync(HttpMethod.Post, Form + "?keep=this", content)).Expect(403);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", answer.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        var page = await (await Page.OpenAsync(browser, "/console/sign-out-is-no-page")).FollowAsync(answer);
        Assert.Equal("Your session has ended", page.Heading);
        Assert.Equal(["1", "2"], page.Document.QuerySelectorAll("input[name=many]").Select(input => input.GetAttribute("value")));
        Assert.Equal("<script>alert(1)</script>\n\"quoted\" & more", page.Document.QuerySelector("input[name=note]")!.GetAttribute("value"));
        var link = page.Document.QuerySelector("a.button")!;
        Assert.Equal(("_blank", "/console/signed-in"), (link.GetAttribute("target"), link.GetAttribute("href")));
        Assert.Equal(Form + "?keep=this", page.Document.QuerySelector("form")!.GetAttribute("action"));

        // Before the sign-in it is answered the same again; afterwards it does what it was meant to do.
        (await page.PressAsync("Send again")).Expect(403);
        Assert.Equal("You are signed in", (await browser.EnterConsoleAsync(username)).Heading);
        var done = (await page.PressAsync("Send again")).Expect(303);
        Assert.Contains("console_theme=dark", string.Join(' ', done.Headers["Set-Cookie"]), StringComparison.Ordinal);
        Assert.EndsWith("/users", done.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_gets_nothing_of_a_form_back()
    {
        var browser = Server.NewConsoleBrowser();
        var answer = (await PostAsync(browser, "0123")).Expect(403);
        Assert.DoesNotContain("dark", answer.Text.Split("</head>")[1], StringComparison.Ordinal);
    }
}
