using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Support;

/// <summary>A test in a browser context of its own. When it fails, a picture and a trace of it are left in TestResults.</summary>
public abstract class PageTest<TServer>(TServer server) : IClassFixture<TServer>, IAsyncLifetime
    where TServer : BrowserServer
{
    private readonly List<IBrowserContext> _contexts = [];
    private IPage? _page;

    internal TestServer Server => server.Server;

    internal RelyingParty RelyingParty => server.RelyingParty;

    /// <summary>The first page of the test: 1024 × 768, English, light.</summary>
    protected IPage Page => _page!;

    public async ValueTask InitializeAsync() => _page = await NewPageAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        for (var index = 0; index < _contexts.Count; index++)
        {
            if (failed) await KeepAsync(_contexts[index], index);
            await _contexts[index].CloseAsync();
        }
    }

    /// <summary>A page in a context of its own, that is: another browser.</summary>
    protected async Task<IPage> NewPageAsync(int width = 1024, string locale = "en", bool script = true, ReducedMotion motion = ReducedMotion.Reduce)
    {
        var browser = await Chromium.GetAsync();
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 768 }, Locale = locale, JavaScriptEnabled = script, ReducedMotion = motion,
        });
        context.SetDefaultTimeout(20_000);
        await context.Tracing.StartAsync(new() { Snapshots = true });
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>Opens the sign-in of a client of its own.</summary>
    /// <returns>The id of the client.</returns>
    protected async Task<string> StartAsync(IPage page, params (string Name, string Value)[] parameters)
    {
        var clientId = await RelyingParty.NewClientAsync();
        await page.GotoAsync(RelyingParty.StartUrl(clientId, parameters));
        return clientId;
    }

    /// <summary>Waits until the browser is back at the application, signed in.</summary>
    /// <returns>The claims of the ID token.</returns>
    protected async Task<JsonElement> SignedInAsync(IPage page)
    {
        await page.WaitForURLAsync(RelyingParty.Address + "/callback?**");
        Assert.Equal("Signed in", await page.Locator("h1").TextContentAsync());
        return JsonDocument.Parse((await page.Locator("#claims").TextContentAsync())!).RootElement;
    }

    /// <summary>Every page that people see is looked at in the same way: it is accessible, it fits small windows, and it can be had as a picture.</summary>
    protected static async Task InspectAsync(IPage page, string name)
    {
        await page.LookAsync(name);
        await page.AssertAccessibleAsync();
        var before = page.ViewportSize!;
        foreach (var width in new[] { 360, 390 })
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.AssertFitsAsync();
        }

        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private static async Task KeepAsync(IBrowserContext context, int index)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults", string.Concat(TestContext.Current.Test!.TestDisplayName.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')));
        Directory.CreateDirectory(folder);
        foreach (var (page, number) in context.Pages.Select((page, number) => (page, number)))
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{index}-{number}.png"), FullPage = true });
        await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, $"{index}.zip") });
        TestContext.Current.SendDiagnosticMessage($"Picture and trace: {folder}");
    }
}
