using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console;

/// <summary>docs/adr/0020: every page opens for every role, or tells that the role does not reach that far; none breaks over what is masked.</summary>
public sealed class RoleWalkTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Start = "/console/default";

    private TestServer Server => console.Server;

    [Theory]
    [InlineData(nameof(AdministratorRole.Owner), 20)]
    [InlineData(nameof(AdministratorRole.UserManager), 8)]
    [InlineData(nameof(AdministratorRole.ReadOnly), 8)]
    [InlineData(nameof(AdministratorRole.Auditor), 3)]
    public async Task Every_page_that_links_lead_to_answers(string role, int fewest)
    {
        await FillAsync();
        var browser = await Server.AtConsoleAsync((await Server.NewAdministratorAsync(Enum.Parse<AdministratorRole>(role))).Username);
        var (seen, waiting, opened) = (new HashSet<string>(), new Queue<string>([Start, Start + "/users"]), 0);
        while (waiting.TryDequeue(out var url))
        {
            if (!seen.Add(KindOf(url))) continue;
            var page = await Page.OpenAsync(browser, url);
            Assert.True((int)page.Answer.Status is 200 or 403, $"{role} {url}: {page.Answer.Status} {page.Answer.Text}");
            if ((int)page.Answer.Status == 200) opened++;
            foreach (var link in page.Document.QuerySelectorAll("a[href]").Where(link => !link.HasAttribute("download")).Select(link => link.GetAttribute("href")!))
            {
                if (link.StartsWith(Start, StringComparison.Ordinal) && !link.Contains("lng=", StringComparison.Ordinal)) waiting.Enqueue(link.Split('#')[0]);
            }
        }

        Assert.True(opened >= fewest, $"{role} opened only {opened}: {string.Join(' ', seen)}");
    }

    /// <summary>Ids, and what stands in the query, do not make another kind of page.</summary>
    private static string KindOf(string url) => string.Join('/', url.Split('?')[0].Split('/').Select(part => part.Length >= 12 && part.Any(char.IsAsciiDigit) ? "id" : part));

    /// <summary>One of what holds secrets.</summary>
    private async Task FillAsync()
    {
        var user = await Server.Api.NewUserAsync(new { username = TestServer.Unique() });
        (await Server.Api.PostAnswerAsync($"/api/users/{user.Id}/personal-access-tokens", new { name = "one" })).Expect(201);
        (await Server.Api.PostAnswerAsync("/api/hooks", new { name = TestServer.Unique(), events = new[] { "User.Created" }, config = new { url = "https://hook.test/", headers = new { key = "secret" } } })).Expect(201);
        (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique(), type = "MachineToMachine", oidcClientMetadata = new { redirectUris = Array.Empty<string>(), postLogoutRedirectUris = Array.Empty<string>() } })).Expect(200);
        // The same account twice is refused, and there it is then.
        await Server.Api.PostAnswerAsync("/api/connectors", new { connectorId = "github-universal", config = new { clientId = "id", clientSecret = "secret" } });
    }
}
