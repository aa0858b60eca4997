using System.Net.Http.Headers;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Dashboard;

/// <summary>contract/management-misc.md 2. Days are the server's own; the test clock's zone is UTC.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private TestServer? _server;

    private TestServer Server => _server!;

    private HttpClient Api => Server.Api;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(now: Now);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }

    private Task<int> AddActiveAsync(params (string User, int DaysAgo)[] rows) => Server.InDatabaseAsync(db =>
    {
        var today = DateOnly.FromDateTime(Now.DateTime);
        db.DailyActiveUsers.AddRange(rows.Select(row => new DailyActiveUser { TenantId = "default", UserId = row.User, Date = today.AddDays(-row.DaysAgo) }));
        return db.SaveChangesAsync();
    });

    private static (long Count, long Delta) Pair(Answer answer, string name) => (answer[name].GetProperty("count").GetInt64(), answer[name].GetProperty("delta").GetInt64());

    [Fact(DisplayName = "Contract misc 2: new users of the day and of seven days, and how that differs from before")]
    public async Task New_users()
    {
        await using var server = await TestServer.StartAsync(now: Now.AddDays(-100));
        var midnight = new DateTimeOffset(Now.Date, TimeSpan.Zero);
        var ids = new List<string>();
        foreach (var moment in (DateTimeOffset[])
        [
            midnight.AddDays(-90), midnight.AddDays(-13).AddMinutes(-1), midnight.AddDays(-13), midnight.AddDays(-6).AddMinutes(-1), midnight.AddDays(-6),
            midnight.AddDays(-1).AddMinutes(-1), midnight.AddDays(-1), midnight.AddMinutes(-1), midnight, midnight.AddHours(3),
        ])
        {
            server.Clock.SetUtcNow(moment);
            server.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await server.TokenAsync());
            ids.Add((await server.Api.NewUserAsync()).Id);
        }

        var answer = (await server.Api.GetAnswerAsync("/api/dashboard/users/new")).Expect(200);
        Assert.Equal((2, 0), Pair(answer, "today"));
        Assert.Equal((6, 4), Pair(answer, "last7Days"));
        Assert.Equal("""{"totalUserCount":10}""", (await server.Api.GetAnswerAsync("/api/dashboard/users/total")).Expect(200).Text);

        // Who is deleted is not a new user any more.
        foreach (var id in (string[])[ids[0], ids[2], ids[6], ids[9]]) await server.Api.DeleteAnswerAsync($"/api/users/{id}");
        answer = (await server.Api.GetAnswerAsync("/api/dashboard/users/new")).Expect(200);
        Assert.Equal((1, 0), Pair(answer, "today"));
        Assert.Equal((4, 3), Pair(answer, "last7Days"));
    }

    [Fact(DisplayName = "Contract misc 2: a tenant without users has no new ones")]
    public async Task No_new_users() =>
        Assert.Equal("""{"today":{"count":0,"delta":0},"last7Days":{"count":0,"delta":0}}""", (await Api.GetAnswerAsync("/api/dashboard/users/new")).Expect(200).Text);

    [Fact(DisplayName = "Contract misc 2: active users by day, week and month, each user once")]
    public async Task Active_users()
    {
        await AddActiveAsync(("a", 0), ("b", 0), ("a", 1), ("c", 6), ("a", 7), ("d", 8), ("e", 13), ("d", 29), ("f", 30), ("a", 59), ("g", 60));
        var answer = (await Api.GetAnswerAsync("/api/dashboard/users/active")).Expect(200);
        Assert.Equal(["dauCurve", "dau", "wau", "mau"], OidcCalls.Members(answer.Json));
        var curve = answer["dauCurve"].EnumerateArray().ToList();
        Assert.Equal(30, curve.Count);
        Assert.Equal(("2026-02-14", "2026-03-15"), (curve[0].GetProperty("date").GetString(), curve[29].GetProperty("date").GetString()));
        Assert.Equal([1, 1, 1, 1, 1, 1, 2], ((int[])[0, 16, 21, 22, 23, 28, 29]).Select(at => curve[at].GetProperty("count").GetInt32()));
        Assert.Equal(8, curve.Sum(day => day.GetProperty("count").GetInt32()));
        Assert.Equal((2, 1), Pair(answer, "dau"));
        Assert.Equal((3, 0), Pair(answer, "wau"));
        Assert.Equal((5, 3), Pair(answer, "mau"));
        var earlier = (await Api.GetAnswerAsync("/api/dashboard/users/active?date=2026-03-08T23:00:00Z")).Expect(200);
        Assert.Equal("2026-03-08", earlier["dauCurve"][29].GetProperty("date").GetString());
        Assert.Equal((1, 0), Pair(earlier, "dau"));
        Assert.Equal((0, 0), Pair((await Api.GetAnswerAsync("/api/dashboard/users/active?date=1999-12-31")).Expect(200), "mau"));
        (await Api.GetAnswerAsync("/api/dashboard/users/active?date=9999-12-31")).Expect(200);
        (await Api.GetAnswerAsync("/api/dashboard/users/active?date=")).Expect(200);
    }

    [Theory]
    [InlineData("date=today")]
    [InlineData("date=2026-13-01")]
    [InlineData("date=2026-02-30")]
    [InlineData("date=2026-2-3")]
    [InlineData("date=0001-01-01")]
    [InlineData("date=2026-01-01&date=2026-01-02")]
    public async Task A_bad_date(string query) => (await Api.GetAnswerAsync("/api/dashboard/users/active?" + query)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task Nobody_looks_without_a_token()
    {
        foreach (var path in (string[])["total", "new", "active"])
            (await Server.Anonymous.GetAnswerAsync("/api/dashboard/users/" + path)).Expect(401, "auth.authorization_header_missing");
    }

    [Fact(DisplayName = "Contract misc 2: one record for a user and a day, written when a token of the user is issued; none for applications")]
    public async Task Activity_is_recorded()
    {
        Task<List<(DateOnly Date, string UserId)>> Rows() => Server.InDatabaseAsync(async db =>
            (await db.DailyActiveUsers.AsNoTracking().OrderBy(row => row.Date).ToListAsync()).ConvertAll(row => (row.Date, row.UserId)));
        await Server.TokenAsync();
        Assert.Empty(await Rows());
        var app = await Authorized.CreateAsync(Server);
        var (today, refresh) = (new DateOnly(2026, 3, 15), await app.RefreshTokenAsync());
        Assert.Equal([(today, app.UserId)], await Rows());
        for (var again = 0; again < 3; again++) await app.TokensAsync();
        Assert.Single(await Rows());
        (await app.RedeemAsync("unknown")).ExpectGrantRefused();
        Server.Clock.Advance(TimeSpan.FromHours(14));
        (await app.RefreshAsync(refresh)).Expect(200);
        Assert.Equal([(today, app.UserId), (today.AddDays(1), app.UserId)], await Rows());
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Server.TokenAsync());
        (await Api.DeleteAnswerAsync("/api/users/" + app.UserId)).Expect(204);
        Assert.Equal(2, (await Rows()).Count);
        Assert.Equal((1, 0), Pair((await Api.GetAnswerAsync("/api/dashboard/users/active")).Expect(200), "dau"));
    }

    [Fact]
    public async Task First_tokens_of_the_day_that_come_at_once_are_all_issued()
    {
        var app = await Authorized.CreateAsync(Server);
        var codes = new List<string>();
        for (var number = 0; number < 50; number++) codes.Add(await app.CodeAsync());
        Assert.All(await Task.WhenAll(codes.Select(code => app.RedeemAsync(code))), answer => answer.Expect(200));
        Assert.Equal(1, await Server.InDatabaseAsync(db => db.DailyActiveUsers.CountAsync()));
    }
}
