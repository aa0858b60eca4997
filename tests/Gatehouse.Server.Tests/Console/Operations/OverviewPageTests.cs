using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Operations;

/// <summary>Issue 7, point 5: the first page of a tenant.</summary>
public sealed class OverviewPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    [Fact]
    public async Task It_says_how_many_there_are_and_draws_thirty_days_with_a_table_beside()
    {
        (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        var page = await (await Server.SignedInAsync()).SeeAsync("");
        page.Answer.Expect(200);
        var total = (await Server.Api.GetAnswerAsync("/api/dashboard/users/total"))["totalUserCount"].GetInt64();
        Assert.Contains($"Users {total}", page.Text(".figures"), StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll(".chart svg[role=img][aria-label]").Length);
        Assert.All(page.Document.QuerySelectorAll(".chart tbody"), table => Assert.Equal(30, table.Children.Length));
        Assert.NotEmpty(page.Document.QuerySelectorAll(".chart text.axis"));
    }

    [Fact]
    public async Task First_steps_are_ticked_as_they_are_done_and_are_not_for_who_can_not_take_them()
    {
        var browser = await Server.SignedInAsync();
        Assert.NotNull((await browser.SeeAsync("")).Text(".steps"));
        (await Server.Api.PostAnswerAsync("/api/hooks", new { name = "any", events = (string[])["Role.Created"], config = new { url = "https://example.com" } })).Expect(201);
        var done = (await browser.SeeAsync("")).Document.QuerySelectorAll(".steps .done").Select(step => step.TextContent);
        Assert.Contains(done, step => step.Contains("Create a webhook", StringComparison.Ordinal));
        Assert.Null((await (await Server.SignedInAsync(AdministratorRole.Auditor)).SeeAsync("")).Text(".steps"));
    }

    [Fact]
    public async Task It_speaks_Korean()
    {
        var page = await (await Server.SignedInAsync()).SeeAsync("?lng=ko");
        Assert.Equal(("ko", "개요"), (page.Language, page.Heading));
        Assert.Contains("전날", page.Text(".figures"), StringComparison.Ordinal);
    }
}
