using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>docs/user-lists.md: our filters on GET /api/users. Each test narrows to its own users by a search.</summary>
public sealed class UserFilterTests : ServerTest
{
    /// <summary>The names, without the mark, of the users found.</summary>
    private async Task<string> NamesAsync(string mark, string query)
    {
        var answer = (await Api.GetAnswerAsync($"/api/users?search.username={mark}%25&page_size=100&{query}")).Expect(200);
        var names = answer.Json.EnumerateArray().Select(user => user.GetProperty("username").GetString()![mark.Length..]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(names.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Header("Total-Number"));
        return string.Concat(names);
    }

    [Fact]
    public async Task Suspended_or_not_and_with_or_without_a_password()
    {
        var mark = TestServer.Unique() + "_";
        var a = await Api.NewUserAsync(new { username = mark + "a", passwordDigest = "x", passwordAlgorithm = "MD5" });
        await Api.NewUserAsync(new { username = mark + "b", passwordDigest = "x", passwordAlgorithm = "MD5" });
        var c = await Api.NewUserAsync(new { username = mark + "c" });
        await Server.SuspendAsync(a.Id);
        await Server.SuspendAsync(c.Id);
        Assert.Equal("ac", await NamesAsync(mark, "isSuspended=true"));
        Assert.Equal("ac", await NamesAsync(mark, "isSuspended=1"));
        Assert.Equal("b", await NamesAsync(mark, "isSuspended=False"));
        Assert.Equal("ab", await NamesAsync(mark, "hasPassword=true"));
        Assert.Equal("c", await NamesAsync(mark, "hasPassword=no"));
        Assert.Equal("a", await NamesAsync(mark, "hasPassword=yes&isSuspended=yes"));
        Assert.Equal("abc", await NamesAsync(mark, "hasPassword=&isSuspended="));
    }

    [Fact]
    public async Task Times_are_half_open_intervals_of_milliseconds()
    {
        var mark = TestServer.Unique() + "_";
        var first = await Api.NewUserAsync(new { username = mark + "a" });
        Server.Clock.Advance(TimeSpan.FromMilliseconds(7));
        var second = await Api.NewUserAsync(new { username = mark + "b" });
        var (one, two) = (first["createdAt"].GetInt64(), second["createdAt"].GetInt64());
        Assert.Equal("ab", await NamesAsync(mark, $"createdAfter={one}"));
        Assert.Equal("b", await NamesAsync(mark, $"createdAfter={one + 1}"));
        Assert.Equal("a", await NamesAsync(mark, $"createdBefore={two}"));
        Assert.Equal("ab", await NamesAsync(mark, $"createdBefore={two + 1}"));
        Assert.Equal("b", await NamesAsync(mark, $"createdAfter={two}&createdBefore={two + 1}"));
        Assert.Equal("", await NamesAsync(mark, $"createdAfter={two}&createdBefore={two}"));
        Assert.Equal("ab", await NamesAsync(mark, "createdAfter=-1e300&createdBefore=1e300"));

        var at = DateTime.UnixEpoch.AddDays(20000);
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == first.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, at)));
        var signedIn = at.ToEpochMilliseconds();
        Assert.Equal("a", await NamesAsync(mark, $"lastSignInAfter={signedIn}"));
        Assert.Equal("", await NamesAsync(mark, $"lastSignInAfter={signedIn + 1}"));
        Assert.Equal("a", await NamesAsync(mark, $"lastSignInBefore={signedIn + 1}"));
        Assert.Equal("", await NamesAsync(mark, $"lastSignInBefore={signedIn}"));
    }

    [Fact]
    public async Task The_application_that_brought_the_user()
    {
        var mark = TestServer.Unique() + "_";
        var user = await Api.NewUserAsync(new { username = mark + "a" });
        await Api.NewUserAsync(new { username = mark + "b" });
        var app = TestServer.Unique();
        await Server.InDatabaseAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ApplicationId, app)));
        Assert.Equal("a", await NamesAsync(mark, "applicationId=" + app));
        Assert.Equal("", await NamesAsync(mark, "applicationId=other"));
        Assert.Equal("ab", await NamesAsync(mark, "applicationId="));
    }

    [Fact]
    public async Task A_second_factor_bound_or_not()
    {
        var mark = TestServer.Unique() + "_";
        var a = await Api.NewUserAsync(new { username = mark + "a" });
        await Api.NewUserAsync(new { username = mark + "b" });
        Assert.Equal("ab", await NamesAsync(mark, "hasMfa=false"));
        (await Api.PostAnswerAsync($"/api/users/{a.Id}/mfa-verifications", new { type = "Totp" })).Expect(200);
        Assert.Equal("a", await NamesAsync(mark, "hasMfa=true"));
        Assert.Equal("b", await NamesAsync(mark, "hasMfa=no"));
        Assert.Equal("ab", await NamesAsync(mark, "hasMfa="));
        var factor = (await Api.GetAnswerAsync($"/api/users/{a.Id}/mfa-verifications")).Expect(200).Json[0].GetProperty("id").GetString();
        (await Api.DeleteAnswerAsync($"/api/users/{a.Id}/mfa-verifications/{factor}")).Expect(204);
        Assert.Equal("", await NamesAsync(mark, "hasMfa=true"));
    }

    [Fact]
    public async Task Members_of_an_organization_and_holders_of_a_role()
    {
        var mark = TestServer.Unique() + "_";
        var a = await Api.NewUserAsync(new { username = mark + "a" });
        var b = await Api.NewUserAsync(new { username = mark + "b" });
        await Api.NewUserAsync(new { username = mark + "c" });
        var role = await Server.NewRoleAsync();
        var organization = (await Api.PostAnswerAsync("/api/organizations", new { name = mark })).Expect(201).Id;
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/users", new { userIds = new[] { a.Id, b.Id } })).Expect(201);
        (await Api.PostAnswerAsync($"/api/users/{b.Id}/roles", new { roleIds = new[] { role } })).Expect(201);
        Assert.Equal("ab", await NamesAsync(mark, "organizationId=" + organization));
        Assert.Equal("b", await NamesAsync(mark, "roleId=" + role));
        Assert.Equal("b", await NamesAsync(mark, $"roleId={role}&organizationId={organization}"));
        Assert.Equal("a", await NamesAsync(mark, $"excludeRoleId={role}&organizationId={organization}"));
        Assert.Equal("", await NamesAsync(mark, "organizationId=unknown"));
        Assert.Equal("", await NamesAsync(mark, "roleId=unknown"));
        Assert.Equal("abc", await NamesAsync(mark, "roleId=&organizationId="));
        var line = Assert.Single((await Api.GetAnswerAsync($"/api/users/export?format=ndjson&search.username={mark}%25&roleId={role}")).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(mark + "b", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Custom_data_is_compared_as_text_at_any_depth()
    {
        var mark = TestServer.Unique() + "_";
        async Task Add(string name, string customData) => await Api.NewUserAsync($$"""{"username":"{{mark}}{{name}}","customData":{{customData}}}""");
        await Add("a", """{"plan":"gold","team":{"name":"한국","size":5},"active":true,"tags":["x","y"]}""");
        await Add("b", """{"plan":"Gold","team":{"size":"5"},"active":false,"tags":["y"]}""");
        await Add("c", """{"plan":null,"team":5.0,"active":"true","we\"ird key":1}""");
        await Add("d", "{}");
        foreach (var (query, found) in ((string, string)[])
        [
            ("customData.plan=gold", "a"), ("customData.plan=null", ""), ("customData.plan=", ""), ("customData.team.size=5", "ab"), ("customData.team.name=%ED%95%9C%EA%B5%AD", "a"),
            ("customData.team=5.0", "c"), ("customData.team=5", ""), ("customData.active=true", "ac"), ("customData.active=false", "b"), ("customData.tags.0=y", "b"), ("customData.tags.-1=y", "ab"),
            ("customData.tags.7=y", ""), ("customData.we%22ird%20key=1", "c"), ("customData.plan.deeper=gold", ""), ("customData.plan=gold&customData.active=true", "a"),
            ("customData.plan=gold&customData.plan=Gold", ""), ("customData.x=' OR 1=1 --", ""), ("customData.{a,b}=1", ""),
        ])
            Assert.Equal((query, found), (query, await NamesAsync(mark, query)));
    }

    [Theory]
    [InlineData("isSuspended=maybe", "guard.invalid_input")]
    [InlineData("isSuspended=true&isSuspended=true", "guard.invalid_input")]
    [InlineData("hasPassword=2", "guard.invalid_input")]
    [InlineData("hasMfa=2", "guard.invalid_input")]
    [InlineData("organizationId=a&organizationId=b", "guard.invalid_input")]
    [InlineData("roleId=a&roleId=b", "guard.invalid_input")]
    [InlineData("createdAfter=yesterday", "guard.invalid_input")]
    [InlineData("createdBefore=NaN", "guard.invalid_input")]
    [InlineData("lastSignInAfter=Infinity", "guard.invalid_input")]
    [InlineData("lastSignInBefore=1&lastSignInBefore=2", "guard.invalid_input")]
    [InlineData("applicationId=a&applicationId=b", "guard.invalid_input")]
    [InlineData("customData.=1", "request.invalid_input")]
    [InlineData("customData.a..b=1", "request.invalid_input")]
    [InlineData("sort=avatar", "request.invalid_input")]
    [InlineData("sort=name:up", "request.invalid_input")]
    [InlineData("sort=name:asc:asc", "request.invalid_input")]
    [InlineData("sort=createdAt&sort=name", "guard.invalid_input")]
    [InlineData("cursor=x", "request.invalid_input")]
    [InlineData("cursor=W10", "request.invalid_input")]
    [InlineData("cursor=WyJuYW1lOmFzYyIsImEiLCJiIl0", "request.invalid_input")]
    [InlineData("cursor=WyJjcmVhdGVkQXQ6ZGVzYyIsImEiLCJiIl0", "request.invalid_input")]
    [InlineData("cursor=WyJjcmVhdGVkQXQ6ZGVzYyIsbnVsbCwiYiJd", "request.invalid_input")]
    [InlineData("limit=0", "request.invalid_input")]
    [InlineData("limit=101", "request.invalid_input")]
    [InlineData("limit=x", "request.invalid_input")]
    [InlineData("limit=5&page=1", "request.invalid_input")]
    [InlineData("cursor=&page_size=5", "request.invalid_input")]
    public async Task What_makes_no_sense_is_refused(string query, string code) => (await Api.GetAnswerAsync("/api/users?" + query)).Expect(400, code);
}
