using System.Net;
using System.Text.RegularExpressions;
using Gatehouse.BrowserTests.Support;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Console;

/// <summary>What holds for every page of the console, found by following its links in Chromium.</summary>
public sealed partial class ConsoleReachTests(ConsoleBrowserServer server) : ConsoleTest(server)
{
    [Theory(DisplayName = "Every page that links lead to is accessible, fits a phone, says its sentences and breaks no rule of its own policy")]
    [InlineData("en", 40)]
    [InlineData("ko", 40)]
    public async Task EveryPage(string language, int fewest)
    {
        await FillAsync();
        var page = await AtConsoleAsync(language);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // The preview of the sign-in pages is a sandbox: nothing takes the focus there by itself, and what the test's own browser puts into every page does not run.
            var isOfSandbox = message.Text.StartsWith("Blocked autofocusing", StringComparison.Ordinal)
                || (message.Text.StartsWith("Blocked script execution in", StringComparison.Ordinal) && message.Text.Contains("/sign-in-experience/preview'", StringComparison.Ordinal));
            if (message.Type is "error" or "warning" && !isOfSandbox) complaints.Add($"{page.Url}: {message.Text}");
        };
        var (seen, waiting) = (new HashSet<string>(), new Queue<string>([Console + "/default"]));
        while (waiting.TryDequeue(out var url))
        {
            if (!seen.Add(KindOf(url))) continue;
            await page.GotoAsync(url);
            Assert.StartsWith(Console, page.Url, StringComparison.Ordinal);
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            Assert.DoesNotMatch(NameOfSentence(), await page.Locator("body").InnerTextAsync());
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            if (language == "en") complaints.AddRange(await FaultsAsync(page, "console-" + KindOf(url)[(Console.Length + 1)..].Replace('/', '-')));
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].filter(link => !link.hasAttribute('download')).map(link => link.href)"))
            {
                if (link.StartsWith(Console + "/default", StringComparison.Ordinal) && !link.Contains("lng=", StringComparison.Ordinal)) waiting.Enqueue(link.Split('#')[0]);
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        Assert.True(seen.Count >= fewest, $"Only {seen.Count} kinds of pages were found: {string.Join(' ', seen)}");
    }

    /// <summary>What is wrong with a page; all pages are looked at before any is complained of.</summary>
    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string name)
    {
        try
        {
            await InspectAsync(page, name);
            return [];
        }
        catch (Xunit.Sdk.XunitException fault)
        {
            return [fault.Message];
        }
    }

    /// <summary>Ids, and what stands in the query, do not make another kind of page.</summary>
    private static string KindOf(string url) => string.Join('/', url.Split('?')[0].Split('/').Select(part => Id().IsMatch(part) ? "id" : part));

    /// <summary>One of everything that has a page.</summary>
    private async Task FillAsync()
    {
        var unique = TestServer.Unique();
        var user = (await Server.Api.NewUserAsync(new { username = unique, primaryEmail = unique + "@example.com", name = "Mina Park", password = "Lantern-under-7-bridges" })).Id;
        var resource = await NewAsync("/api/resources", new { name = "Shop " + unique, indicator = "https://shop.example.com/" + unique });
        await NewAsync($"/api/resources/{resource}/scopes", new { name = "read:orders", description = "Read orders" });
        var role = await NewAsync("/api/roles", new { name = "Seller " + unique, description = "Sells", type = "User" });
        (await Server.Api.PostAnswerAsync($"/api/users/{user}/roles", new { roleIds = new[] { role } })).Expect(201);
        var organization = await NewAsync("/api/organizations", new { name = "Harbour " + unique });
        (await Server.Api.PostAnswerAsync($"/api/organizations/{organization}/users", new { userIds = new[] { user } })).Expect(201);
        await NewAsync("/api/organization-roles", new { name = "Keeper " + unique, description = "Keeps" });
        await NewAsync("/api/applications", new { name = "Shop", type = "SPA", oidcClientMetadata = new { redirectUris = new[] { "https://shop.example.com/back" }, postLogoutRedirectUris = Array.Empty<string>() } });
        await NewAsync("/api/applications", new { name = "Robot", type = "MachineToMachine", oidcClientMetadata = new { redirectUris = Array.Empty<string>(), postLogoutRedirectUris = Array.Empty<string>() } });
        await NewAsync("/api/hooks", new { name = "Shop", events = new[] { "User.Created" }, config = new { url = "https://hooks.example.com/" + unique } });
    }

    private async Task<string> NewAsync(string path, object body)
    {
        var answer = await Server.Api.PostAnswerAsync(path, body);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {answer.Status} {answer.Json}");
        return answer.Id;
    }

    /// <summary>The name of a sentence that nobody wrote stands where the sentence should.</summary>
    [GeneratedRegex(@"\bconsole\.[a-zA-Z_.]+")]
    private static partial Regex NameOfSentence();

    [GeneratedRegex(@"\A(?=.*\d)[\w-]{8,}\z")]
    private static partial Regex Id();
}
