using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.BrowserTests.Console;

/// <summary>The article's sections 4.2 (an application for the Management API) and 4.4 (webhooks), by the console's forms in Chromium.</summary>
public sealed class ConsoleIntegrationTests(ConsoleBrowserServer server) : ConsoleTest(server)
{
    [Theory(DisplayName = "A machine-to-machine application is created with the role, and what the page shows gets a token that lists users")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Machine(string language)
    {
        var page = await AtConsoleAsync(language);
        await page.FollowAsync(Say(language, "nav.applications"));
        await page.GetByRole(AriaRole.Link, new() { Name = Say(language, "applications.create"), Exact = true }).First.ClickAsync();
        await page.Locator("input[name=type][value=MachineToMachine]").CheckAsync();
        await page.FillInAsync(Say(language, "field.name"), "Robot " + TestServer.Unique());
        await page.GetByLabel("Logto Management API access").CheckAsync();
        await page.PressAsync(Say(language, "applications.create"));
        await page.TitledAsync(Say(language, "create_application.created_title"));
        var values = await page.Locator(".copy code").AllTextContentsAsync();
        var (id, secret, tokenEndpoint) = (values[0], values[1], values[2]);
        await Assertions.Expect(page.GetByText("curl").First).ToBeVisibleAsync();
        Assert.Contains(id, await page.Locator("pre").First.TextContentAsync());

        using var http = Server.Client();
        using var asked = await http.PostAsync(tokenEndpoint, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret, ["resource"] = "https://default.logto.app/api", ["scope"] = "all",
        }), TestContext.Current.CancellationToken);
        var token = JsonDocument.Parse(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await http.GetAnswerAsync("/api/users")).Expect(200);

        // It was shown this once.
        await page.GotoAsync(Console + $"/default/applications/{id}/secrets");
        Assert.DoesNotContain(secret, await page.ContentAsync());
    }

    [Theory(DisplayName = "A webhook is created by the form, a new user is delivered to it with the signature of the shown key, and its page shows the delivery")]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Webhook(string language)
    {
        await using var receiver = await Receiver.StartAsync();
        var name = "Shop " + TestServer.Unique();
        var page = await AtConsoleAsync(language);
        await page.FollowAsync(Say(language, "nav.webhooks"));
        await page.GetByRole(AriaRole.Link, new() { Name = Say(language, "hooks.create"), Exact = true }).First.ClickAsync();
        await page.PressAsync(Say(language, "hooks.create"));
        await Assertions.Expect(page.Locator("[aria-invalid]").First).ToBeVisibleAsync();
        await page.FillInAsync(Say(language, "field.name"), name);
        await page.FillInAsync(Say(language, "hooks.url"), receiver.Url);
        await page.GetByLabel("User.Created", new() { Exact = true }).CheckAsync();
        await page.PressAsync(Say(language, "hooks.create"));
        await page.TitledAsync(name);

        var username = TestServer.Unique();
        await Server.Api.NewUserAsync(new { username });
        await Eventually.Async(
            () => Task.FromResult(receiver.All.Any(each => each.Json.GetProperty("data").GetProperty("username").GetString() == username)), isThere => isThere, "the delivery");
        await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = Say(language, "hooks.tab_deliveries"), Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main :text-is('User.Created'):not(option)").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main").GetByText("204").First).ToBeVisibleAsync();
    }
}
