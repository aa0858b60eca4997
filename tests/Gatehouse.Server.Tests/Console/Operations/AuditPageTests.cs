using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: the audit log in the console (docs/audit.md).</summary>
public sealed class AuditPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Fact]
    public async Task An_entry_shows_who_changed_what_from_what_to_what()
    {
        var user = (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique(), name = "Before <b>" })).Expect(200);
        (await Server.Api.PatchAnswerAsync($"/api/users/{user.Id}", new { name = "After <i>" })).Expect(200);
        var browser = await Server.SignedInAsync(AdministratorRole.Auditor);
        var list = await browser.SeeAsync($"/audit-log?userId={user.Id}");
        var link = list.Document.QuerySelectorAll("table a").First(one => one.TextContent == "Change.User.Updated");
        var entry = await Page.OpenAsync(browser, link.GetAttribute("href")!);
        Assert.Equal("Change.User.Updated", entry.Heading);
        Assert.Contains("Before <b>", entry.Document.QuerySelectorAll("del").Select(value => value.TextContent));
        Assert.Contains("After <i>", entry.Document.QuerySelectorAll("ins").Select(value => value.TextContent));
        Assert.NotNull(entry.Document.QuerySelector($"a[href='/console/default/users/{user.Id}']"));
        entry.AssertHarmless();
    }

    [Fact(DisplayName = "docs/audit.md: result lets through what went well, or what did not")]
    public async Task The_log_is_filtered_by_result()
    {
        var user = (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        (await Server.Api.GetAnswerAsync($"/api/logs?page=1&page_size=20&includeAll=true&userId={user.Id}&result=Success")).Expect(200);
        Assert.Single((await Server.Api.GetAnswerAsync($"/api/logs?page=1&page_size=20&includeAll=true&userId={user.Id}&result=Success")).Json.EnumerateArray());
        Assert.Empty((await Server.Api.GetAnswerAsync($"/api/logs?page=1&page_size=20&includeAll=true&userId={user.Id}&result=Error")).Json.EnumerateArray());
        (await Server.Api.GetAnswerAsync("/api/logs?page=1&page_size=20&result=Perhaps")).Expect(400, "guard.invalid_input");
        var export = (await Server.Api.GetAnswerAsync($"/api/logs/export?userId={user.Id}&result=Success")).Expect(200);
        Assert.Single(export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_failed_token_request_is_found_by_its_result()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = TestServer.ApplicationId, ["client_secret"] = "wrong" });
        using var refused = await Server.Anonymous.PostAsync("/oidc/token", form);
        var page = await (await Server.SignedInAsync()).SeeAsync("/audit-log?result=Error&kind=listed");
        page.Answer.Expect(200);
        Assert.All(page.Document.QuerySelectorAll("tbody .status"), status => Assert.Equal("Error", status.TextContent));
        Assert.Contains("Result: Error", page.Text(".chips"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_of_the_list_hold_for_the_file()
    {
        var user = (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        var browser = await Server.SignedInAsync(AdministratorRole.Auditor);
        var list = await browser.SeeAsync($"/audit-log?userId={user.Id}&logKey=Change.User.Created");
        var file = await browser.GetAsync(list.Document.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.StartsWith("application/x-ndjson", file.Expect(200).Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(user.Id, Assert.Single(file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused_in_words_and_an_unknown_entry_is_not_found()
    {
        var browser = await Server.SignedInAsync();
        (await browser.SeeAsync("/audit-log?from=yesterday")).Answer.Expect(400);
        (await browser.SeeAsync("/audit-log/nothing")).Answer.Expect(404);
    }
}
