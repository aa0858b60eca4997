using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.BrowserTests.Support;

/// <summary>A server whose owner is made at its start.</summary>
public sealed class ConsoleBrowserServer : BrowserServer
{
    public const string Owner = "owner";
    public const string OwnerPassword = "plover-Quartz-71";

    private protected override Dictionary<string, string?> Settings => new()
    {
        [nameof(GatehouseOptions.BootstrapAdminUsername)] = Owner, [nameof(GatehouseOptions.BootstrapAdminPassword)] = OwnerPassword,
    };
}

/// <summary>A test at the console, in one language. Its sentences are looked up by their names, so that a journey is written once for all languages.</summary>
public abstract class ConsoleTest(ConsoleBrowserServer server) : PageTest<ConsoleBrowserServer>(server)
{
    protected static readonly string[] Languages = ["en", "ko"];

    private protected string Console => Server.Services.GetRequiredService<GatehouseOptions>().AdminEndpoint + "/console";

    /// <summary>A sentence of the console as it stands on its pages.</summary>
    private protected string Say(string language, string name, params (string Place, string Value)[] values) =>
        Server.Services.GetRequiredService<Phrases>().Say(language, "console." + name, values.ToDictionary(value => value.Place, value => value.Value));

    /// <summary>A browser in which the owner is at the console, on the overview.</summary>
    private protected async Task<IPage> AtConsoleAsync(string language, int width = 1280)
    {
        var page = await NewPageAsync(width, language);
        await page.GotoAsync(Console);
        await page.Locator("input[name=identifier]").FillAsync(ConsoleBrowserServer.Owner);
        await page.Locator("input[type=password]").FillAsync(ConsoleBrowserServer.OwnerPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(Console + "/default");
        return page;
    }

    /// <summary>Answers "yes" to the question that a button asks before it acts.</summary>
    /// <param name="typed">What the question wants typed, for what can't be undone.</param>
    private protected static async Task ConfirmAsync(IPage page, string button, string? typed = null)
    {
        await page.PressAsync(button);
        var dialog = page.GetByRole(AriaRole.Dialog);
        if (typed is not null)
        {
            await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).ToBeDisabledAsync();
            await dialog.Locator("input[name=typed]").FillAsync(typed);
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    /// <summary>What was done is told once, on the next page.</summary>
    private protected static Task ToldDoneAsync(IPage page, string sentence) => Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync(sentence);
}
