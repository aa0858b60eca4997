using System.Web;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>docs/user-lists.md: sorting, by page and by cursor.</summary>
public sealed class UserOrderTests : ServerTest
{
    private async Task<string[]> PageAsync(string query) =>
        [.. (await Api.GetAnswerAsync("/api/users?" + query)).Expect(200).Json.EnumerateArray().Select(user => user.GetProperty("id").GetString()!)];

    /// <summary>Follows the links to the end.</summary>
    private async Task<string[]> WalkAsync(string query)
    {
        var found = new List<string>();
        var next = "/api/users?" + query;
        while (true)
        {
            var answer = (await Api.GetAnswerAsync(next)).Expect(200);
            Assert.Null(answer.Header("Total-Number"));
            found.AddRange(answer.Json.EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
            if (answer.Header("Link") is not { } link) return [.. found];
            Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
            var url = new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
            Assert.Equal("/users", url.AbsolutePath);
            next = "/api" + url.PathAndQuery;
        }
    }

    /// <summary>Seven users: two share a name and a time of sign-in, three have neither.</summary>
    private async Task<(string Mark, List<(string Id, string? Name, DateTime? SignIn)> Users)> PrepareAsync()
    {
        var mark = TestServer.Unique() + "_";
        var made = new List<(string, string?, DateTime?)>();
        foreach (var (name, day) in ((string?, int)[])[("b", 2), (null, 0), ("a", 3), ("c", 1), (null, 0), ("b", 2), (null, 0)])
        {
            var username = mark + made.Count;
            var user = await Api.NewUserAsync(name is null ? new { username } : new { username, name = mark + name, primaryEmail = $"{username}@Example.com", primaryPhone = TestServer.UniquePhone() });
            DateTime? at = day == 0 ? null : DateTime.UnixEpoch.AddDays(20000 + day);
            if (at is not null) await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, at)));
            made.Add((user.Id, name, at));
        }

        return (mark, made);
    }

    [Fact(DisplayName = "By name and by sign-in, up and down: ids break ties, who has no value comes last; pages and cursor agree")]
    public async Task Columns_that_may_be_empty()
    {
        var (mark, users) = await PrepareAsync();
        var search = $"search.username={mark}%25";
        foreach (var (sort, key) in ((string, Func<(string Id, string? Name, DateTime? SignIn), string?>)[])
            [("name", user => user.Name), ("lastSignInAt", user => user.SignIn?.ToString("O"))])
        {
            var having = users.Where(user => key(user) is not null);
            var lacking = users.Where(user => key(user) is null).Select(user => user.Id);
            string[] up = [.. having.OrderBy(key, StringComparer.Ordinal).ThenBy(user => user.Id, StringComparer.Ordinal).Select(user => user.Id), .. lacking.Order(StringComparer.Ordinal)];
            string[] down = [.. having.OrderByDescending(key, StringComparer.Ordinal).ThenByDescending(user => user.Id, StringComparer.Ordinal).Select(user => user.Id), .. lacking.OrderDescending(StringComparer.Ordinal)];
            foreach (var (direction, expected) in ((string, string[])[])[("", up), (":asc", up), (":desc", down)])
            {
                var query = $"{search}&sort={sort}{direction}";
                Assert.Equal(expected, await PageAsync(query));
                string[] paged = [.. await PageAsync(query + "&page=1&page_size=3"), .. await PageAsync(query + "&page=2&page_size=3"), .. await PageAsync(query + "&page=3&page_size=3")];
                Assert.Equal(expected, paged);
                foreach (var limit in (int[])[1, 2, 3, 4, 7, 100]) Assert.Equal(expected, await WalkAsync($"{query}&limit={limit}"));
            }
        }
    }

    [Theory]
    [InlineData("createdAt")]
    [InlineData("updatedAt")]
    [InlineData("username")]
    [InlineData("primaryEmail")]
    [InlineData("primaryPhone")]
    [InlineData("id")]
    public async Task Every_column_goes_both_ways_and_by_cursor(string sort)
    {
        var (mark, users) = await PrepareAsync();
        var query = $"search.username={mark}%25&sort={sort}";
        var (up, down) = (await PageAsync(query + ":asc"), await PageAsync(query + ":desc"));
        Assert.Equal(users.Count, up.Length);
        if (sort is not ("primaryEmail" or "primaryPhone")) Assert.Equal(up.Reverse(), down);
        if (sort is "createdAt" or "username") Assert.Equal(users.Select(user => user.Id), up);
        Assert.Equal(up, await WalkAsync(query + ":asc&limit=2"));
        Assert.Equal(down, await WalkAsync(query + ":desc&cursor=&limit=3"));
    }

    [Fact(DisplayName = "The newest first by default; a cursor goes on behind its user whatever is added in front or deleted")]
    public async Task The_usual_order()
    {
        var (mark, users) = await PrepareAsync();
        var search = $"search.username={mark}%25";
        string[] newest = [.. users.Select(user => user.Id).Reverse()];
        Assert.Equal(newest, await PageAsync(search));
        Assert.Equal(newest, await WalkAsync(search + "&cursor="));
        var first = (await Api.GetAnswerAsync($"/api/users?{search}&limit=3")).Expect(200);
        var link = first.Header("Link")!;
        var next = new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal(["search.username", "limit", "cursor"], HttpUtility.ParseQueryString(next.Query).AllKeys.OfType<string>());
        await Api.NewUserAsync(new { username = mark + "new" });
        (await Api.DeleteAnswerAsync("/api/users/" + newest[2])).Expect(204);
        Assert.Equal(newest[3..], await WalkAsync(next.Query[1..]));
        Assert.Null((await Api.GetAnswerAsync($"/api/users?{search}&limit=7")).Expect(200).Header("Link"));
    }

    [Fact(DisplayName = "Users of one moment are walked through without loss or repetition")]
    public async Task Ties()
    {
        var mark = TestServer.Unique() + "_";
        var ids = new List<string>();
        for (var number = 0; number < 9; number++) ids.Add((await Api.NewUserAsync(new { username = mark + number })).Id);
        var at = DateTime.UnixEpoch.AddDays(10000).AddTicks(1230);
        await Server.InDatabaseAsync(db => db.Users.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, at)));
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), await WalkAsync($"search.username={mark}%25&limit=2"));
        Assert.Equal(ids.Order(StringComparer.Ordinal), await WalkAsync($"search.username={mark}%25&sort=createdAt:asc&limit=4"));
    }

    [Fact(DisplayName = "Contract 2.3: a Logto client sees neither cursor nor other links")]
    public async Task Pages_are_as_they_were()
    {
        var (mark, _) = await PrepareAsync();
        var answer = (await Api.GetAnswerAsync($"/api/users?search.username={mark}%25&page_size=3")).Expect(200);
        Assert.Equal("7", answer.Header("Total-Number"));
        Assert.Equal(["first", "last", "next"], answer.Headers["Link"].Select(link => link.Split('"')[1]));
        Assert.DoesNotContain("cursor", answer.Header("Link"), StringComparison.Ordinal);
    }
}
