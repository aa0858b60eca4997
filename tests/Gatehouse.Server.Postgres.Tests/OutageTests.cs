using System.Diagnostics;
using System.Net;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Data;

/// <summary>What callers see while PostgreSQL is away, and that nothing needs a restart when it is back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestDatabase? _database;
    private DatabaseRoad? _road;
    private TestServer? _server;

    private TestServer Server => _server!;

    private DatabaseRoad Road => _road!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await Installation.GetAsync()).CopyAsync();
        _road = new DatabaseRoad(_database);
        _server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.DbUrl)] = _road.Url }, _database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_road is not null) await _road.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task Without_its_database_every_surface_answers_503_and_says_when_to_come_again()
    {
        Road.Close();
        var api = (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(503, "server.unavailable");
        Assert.Equal("1", api.Header("Retry-After"));
        Assert.Contains(api.Header("Logto-Core-Request-Id")!, api["message"].GetString());
        var token = (await Server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(503, "oidc.temporarily_unavailable");
        Assert.Equal(("temporarily_unavailable", "1"), (token["error"].GetString(), token.Header("Retry-After")));
        (await Server.Anonymous.GetAnswerAsync("/health/ready")).Expect(503);
        (await Server.Anonymous.GetAnswerAsync("/health/live")).Expect(200);

        Road.Open();
        await UntilAsync("tokens are issued again", async () => (await Server.TokenAnswerAsync(OidcCalls.GoodForm())).Status == HttpStatusCode.OK);
        await UntilAsync("users are made again", async () => (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_ended_by_the_database_cost_no_change()
    {
        (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        await DatabaseRoad.EndSessionsAsync(_database!, "pid <> pg_backend_pid()");
        // The first look at the configuration may hit a session that is gone; it is no change.
        await UntilAsync("the configuration is there", async () => (await Server.Api.GetAnswerAsync("/api/resources")).Status == HttpStatusCode.OK);
        (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200);
        (await Server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(200);
    }

    [Fact]
    public async Task A_change_that_was_not_committed_is_made_once_more()
    {
        var username = TestServer.Unique();
        Road.BreakAt("INSERT INTO users", isPassedOn: false);
        (await Server.Api.PostAnswerAsync("/api/users", new { username })).Expect(200);
        Assert.False(Road.IsToBreak);
        Assert.Equal(1, await CountAsync(username));
    }

    [Fact]
    public async Task A_change_that_may_be_committed_is_not_made_again()
    {
        var username = TestServer.Unique();
        // With its end, or BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED would do.
        Road.BreakAt("COMMIT\0", isPassedOn: true);
        (await Server.Api.PostAnswerAsync("/api/users", new { username })).Expect(503, "server.unavailable");
        Assert.False(Road.IsToBreak);
        Assert.Equal(1, await CountAsync(username));
    }

    private Task<int> CountAsync(string username) => Server.InDatabaseAsync(db => db.Users.CountAsync(user => user.Username == username));

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"Not in time: {what}");
            await Task.Delay(20);
        }
    }
}
