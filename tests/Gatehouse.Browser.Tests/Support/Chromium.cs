using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Gatehouse.BrowserTests.Support;

/// <summary>
/// The one browser process of a run: the machine's own Chromium or Chrome, or the one that <c>GATEHOUSE_TEST_CHROMIUM</c> names. Nothing is
/// downloaded. Tests are told apart by contexts.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> Running = new(StartAsync);

    public static async Task<IBrowser> GetAsync()
    {
        Requirement.Need(Path() is not null, "Chromium is not installed: put it at /usr/bin/chromium or name it in GATEHOUSE_TEST_CHROMIUM");
        return (await Running.Value).Browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Running.IsValueCreated || !Running.Value.IsCompletedSuccessfully) return;
        var (driver, browser) = await Running.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Path(), Args = ["--disable-gpu", "--font-render-hinting=none"] }));
    }

    private static string? Path() => Environment.GetEnvironmentVariable("GATEHOUSE_TEST_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
}
