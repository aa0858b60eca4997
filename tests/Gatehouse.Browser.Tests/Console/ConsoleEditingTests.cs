using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Console;

/// <summary>Issue 7, points 2, 5 and 6, in Chromium: the preview of what is being edited, pickers that search, the palette.</summary>
public sealed class ConsoleEditingTests(ConsoleBrowserServer server) : ConsoleTest(server)
{
    [Theory(DisplayName = "What is being edited is shown as it is typed, outside of the browser's history, and stays in its frame")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task LivePreview(string language)
    {
        var page = await AtConsoleAsync(language);
        await page.GotoAsync(Console + "/default/sign-in-experience");
        var before = (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text;
        var history = await page.EvaluateAsync<int>("history.length");
        foreach (var css in (string[])["body { background: rgb(1, 2, 3) !important }", "</style><script>parent.document.title = 'taken'</script>", "body { background: rgb(4, 5, 6) !important }"])
        {
            var shown = await page.RunAndWaitForResponseAsync(
                () => page.Locator("#customCss").FillAsync(css), answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/sign-in-experience", StringComparison.Ordinal));
            Assert.Equal(200, shown.Status);
            await Assertions.Expect(page.Locator("iframe")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("iframe[data-preview]")).ToBeVisibleAsync();
        }

        Assert.Equal(history, await page.EvaluateAsync<int>("history.length"));
        Assert.DoesNotContain("taken", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"rgb\([14], [25], [36]\)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await Assertions.Expect(page.FrameLocator("iframe[data-preview]").Locator("body")).ToHaveCSSAsync("background-color", "rgb(4, 5, 6)");
        await Assertions.Expect(page.FrameLocator("iframe[data-preview]").Locator("h1")).ToBeVisibleAsync();
        Assert.Equal(before, (await Server.Api.GetAnswerAsync("/api/sign-in-exp")).Text);
        await InspectAsync(page, "console-sign-in-experience-edited");
    }

    [Fact(DisplayName = "Roles are found as one types, beyond those that stand there first")]
    public async Task Picker()
    {
        var many = TestServer.Unique("many");
        foreach (var number in Enumerable.Range(0, 25)) await Server.NewRoleAsync(name: $"{many} {number:00}");
        var user = (await Server.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        var page = await AtConsoleAsync("en");
        await page.GotoAsync($"{Console}/default/users/{user}/roles");
        await page.Locator("[data-pick]").FillAsync(many + " 23");
        await Assertions.Expect(page.Locator("#roleId-choices option")).ToHaveCountAsync(1);
        await page.PressAsync(Say("en", "user_roles.give"));
        await ToldDoneAsync(page, Say("en", "done.role_given"));
        await Assertions.Expect(page.Locator(".row h3").First).ToHaveTextAsync(many + " 23");
        await InspectAsync(page, "console-user-roles-picker");
    }

    [Fact(DisplayName = "Without script a button shows what is being edited, and pickers are searched by a button")]
    public async Task Unscripted()
    {
        var signedIn = await AtConsoleAsync("en");
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync(new() { Locale = "en", JavaScriptEnabled = false, StorageState = await signedIn.Context.StorageStateAsync() });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Console + "/default/sign-in-experience");
        await page.Locator("#customCss").FillAsync("body { background: rgb(7, 8, 9) !important }");
        await page.GetByRole(AriaRole.Button, new() { Name = Say("en", "action.preview"), Exact = true }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("body")).ToHaveCSSAsync("background-color", "rgb(7, 8, 9)");
        Assert.EndsWith("/sign-in-experience", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#customCss")).ToHaveValueAsync("body { background: rgb(7, 8, 9) !important }");

        var many = TestServer.Unique("many");
        foreach (var number in Enumerable.Range(0, 25)) await Server.NewRoleAsync(name: $"{many} {number:00}");
        var user = (await Server.Api.NewUserAsync(new { username = TestServer.Unique() })).Id;
        await page.GotoAsync($"{Console}/default/users/{user}/roles");
        await page.Locator("[data-pick]").FillAsync(many + " 21");
        await page.GetByRole(AriaRole.Button, new() { Name = Say("en", "action.search"), Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("#roleId-choices option")).ToHaveTextAsync(many + " 21");
    }

    [Fact(DisplayName = "The palette finds organizations and roles")]
    public async Task Palette()
    {
        var name = TestServer.Unique("found");
        await Server.NewRoleAsync(name: name + " role");
        (await Server.Api.PostAnswerAsync("/api/organizations", new { name = name + " organization" })).Expect(201);
        var page = await AtConsoleAsync("en");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(name);
        await Assertions.Expect(page.Locator("#palette li a").Filter(new() { HasText = name + " role" })).ToBeVisibleAsync();
        await page.Locator("#palette li a").Filter(new() { HasText = name + " organization" }).ClickAsync();
        await page.TitledAsync(name + " organization");
    }
}
