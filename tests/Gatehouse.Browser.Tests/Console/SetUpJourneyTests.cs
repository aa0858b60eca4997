using System.Text.RegularExpressions;
using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.BrowserTests.Console;

/// <summary>docs/adr/0020, in Chromium: from the line in the log of a new installation to the console, out of it and in again.</summary>
public sealed partial class SetUpJourneyTests(SetUpServers servers) : IClassFixture<SetUpServers>
{
    private const string Password = "plover-Quartz-71";

    [Theory(DisplayName = "The first owner comes by the link, signs out and in again, and finds the form that outlived the session")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task SetsUp(string language)
    {
        var server = servers.Of(language).Server;
        var console = server.Services.GetRequiredService<GatehouseOptions>().AdminEndpoint + "/console";
        var phrases = server.Services.GetRequiredService<Phrases>();
        string Say(string name) => phrases.Say(language, "console." + name);
        string SayOfPage(string name) => phrases.Say(language, "page." + name);
        await GatehouseApp.OfferSetUpAsync(server.Services, TestContext.Current.CancellationToken);
        var link = Link().Match(server.Log.Lines.Last(line => line.Contains("/console/set-up?token=", StringComparison.Ordinal))).Value;
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync(new() { Locale = language, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();

        await page.GotoAsync(link);
        Assert.Equal(console + "/set-up", page.Url);
        Assert.Equal(Say("access.set_up"), await page.Locator("h1").TextContentAsync());
        await page.AssertAccessibleAsync();
        await page.GetByLabel(Say("access.username"), new() { Exact = true }).FillAsync("ann");
        await page.Locator("#password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = Say("access.set_up_button") }).ClickAsync();
        await page.Locator("#password-error").WaitForAsync();
        await page.AssertAccessibleAsync();
        await page.Locator("#password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = Say("access.set_up_button") }).ClickAsync();
        await page.WaitForURLAsync(console + "/default**");

        await page.GotoAsync(console + "/default/settings/administrators");
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains(Say("administrators.title"), await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.AssertAccessibleAsync();

        // Signed out in another tab while a form is open in this one.
        await page.GotoAsync(console + "/default/settings/administrators/add");
        await page.AssertAccessibleAsync();
        await page.GetByLabel(Say("field.username"), new() { Exact = true }).FillAsync("bo_the_second");
        await page.Locator("input[name=role][value=Auditor]").CheckAsync();
        var other = await context.NewPageAsync();
        await other.GotoAsync(console + "/default/settings/administrators");
        await other.Locator("details.me summary").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = Say("frame.sign_out") }).ClickAsync();
        await other.Locator("input[name=identifier]").WaitForAsync();
        await page.Locator("main form button.button:not(.second)").ClickAsync();
        Assert.Equal(SayOfPage("expired"), await page.Locator("h1").TextContentAsync());
        await page.AssertAccessibleAsync();

        var signIn = await context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = SayOfPage("sign_in") }).ClickAsync());
        await signIn.Locator("input[name=identifier]").FillAsync("ann");
        await signIn.Locator("input[type=password]").FillAsync(Password);
        await signIn.Keyboard.PressAsync("Enter");
        await signIn.WaitForURLAsync(console + "/signed-in");
        Assert.Equal(SayOfPage("signed_in"), await signIn.Locator("h1").TextContentAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = SayOfPage("send_again") }).ClickAsync();
        await page.GetByText("bo_the_second").First.WaitForAsync();
        Assert.Contains(Say("administrators.added"), await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http\S+/console/set-up\?token=[0-9A-Za-z]+")]
    private static partial Regex Link();
}

/// <summary>New installations, one for each language: each is set up once.</summary>
public sealed class SetUpServers : IAsyncLifetime
{
    private readonly Dictionary<string, BrowserServer> _servers = new() { ["en"] = new BrowserServer(), ["ko"] = new BrowserServer() };

    internal BrowserServer Of(string language) => _servers[language];

    public async ValueTask InitializeAsync()
    {
        foreach (var server in _servers.Values) await server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values) await server.DisposeAsync();
    }
}
