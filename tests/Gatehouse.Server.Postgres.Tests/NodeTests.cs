using System.Diagnostics;
using Gatehouse.Server.Data;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Data;

/// <summary>Two nodes on one PostgreSQL: what one changes the other hears of. Their clocks stand still, so nobody looks by himself.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private const string Listening = "query LIKE '%pg_backend_pid%'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestDatabase? _database;
    private TestServer? _one;
    private TestServer? _two;

    private TestDatabase Database => _database!;

    private TestServer One => _one!;

    private TestServer Two => _two!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await Installation.GetAsync()).CopyAsync();
        _one = await TestServer.StartAsync(database: Database);
        _two = await TestServer.StartAsync(database: Database);
        foreach (var server in (TestServer[])[One, Two]) server.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        await UntilAsync("both listen", () => Task.FromResult(Snapshots(One).HearsChanges && Snapshots(Two).HearsChanges));
    }

    public async ValueTask DisposeAsync()
    {
        if (_two is not null) await _two.DisposeAsync();
        if (_one is not null) await _one.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_change_on_one_node_is_heard_by_the_other_without_any_time_passing()
    {
        Assert.Equal(3600, await LifetimeAsync(Two));
        const string Indicator = "https://news.example";
        (await One.Api.PostAnswerAsync("/api/resources", new { name = "News", indicator = Indicator })).Expect(201);
        Assert.NotNull(await LifetimeAsync(One, Indicator));
        await UntilAsync("the other node sees it", async () => await LifetimeAsync(Two, Indicator) is not null);
    }

    [Fact]
    public async Task A_change_by_plain_SQL_is_heard_too()
    {
        Assert.Equal(3600, await LifetimeAsync(Two));
        await One.InDatabaseAsync(async db =>
        {
            await db.Resources.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessTokenTtl, 78));
            return await db.Database.ExecuteSqlRawAsync("UPDATE tenants SET snapshot_version = snapshot_version + 1 WHERE id = 'default'");
        });
        await UntilAsync("both nodes see it", async () => await LifetimeAsync(One) == 78 && await LifetimeAsync(Two) == 78);
    }

    [Fact]
    public async Task Who_lost_the_connection_listens_again_and_has_missed_nothing()
    {
        Assert.Equal(3600, await LifetimeAsync(Two));
        await UntilAsync("the listeners are known to the database", async () => await DatabaseRoad.EndSessionsAsync(Database, Listening) >= 1);
        // Told to nobody, or to one of them: the trigger has no say here.
        await One.InDatabaseAsync(async db =>
        {
            await db.Resources.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessTokenTtl, 79));
            return await db.Database.ExecuteSqlRawAsync(
                "ALTER TABLE tenants DISABLE TRIGGER tenants_snapshot; UPDATE tenants SET snapshot_version = snapshot_version + 1 WHERE id = 'default'; ALTER TABLE tenants ENABLE TRIGGER tenants_snapshot");
        });
        // The end of every session that listens, so that the change lies in a gap of both.
        await DatabaseRoad.EndSessionsAsync(Database, Listening);
        await UntilAsync("both nodes see it", async () => await LifetimeAsync(One) == 79 && await LifetimeAsync(Two) == 79);
        await UntilAsync("both listen again", () => Task.FromResult(Snapshots(One).HearsChanges && Snapshots(Two).HearsChanges));
    }

    [Fact]
    public async Task While_nothing_is_heard_the_database_is_asked_every_second_and_else_every_five()
    {
        await using var deaf = await TestServer.StartAsync(database: Database, services: TestServer.WithoutNotices);
        foreach (var server in (TestServer[])[One, deaf])
        {
            server.Clock.AutoAdvanceAmount = TimeSpan.Zero;
            Assert.Equal(3600, await LifetimeAsync(server));
        }

        await One.InDatabaseAsync(async db =>
        {
            await db.Resources.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessTokenTtl, 80));
            return await db.Database.ExecuteSqlRawAsync(
                "ALTER TABLE tenants DISABLE TRIGGER tenants_snapshot; UPDATE tenants SET snapshot_version = snapshot_version + 1 WHERE id = 'default'; ALTER TABLE tenants ENABLE TRIGGER tenants_snapshot");
        });
        Assert.Equal(3600, await LifetimeAsync(deaf));
        deaf.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(80, await LifetimeAsync(deaf));
        One.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(80, await LifetimeAsync(One));
    }

    private static Snapshots Snapshots(TestServer server) => server.Services.GetRequiredService<Snapshots>();

    private static async Task<int> LifetimeAsync(TestServer server) => (await LifetimeAsync(server, OidcCalls.ManagementResource))!.Value;

    private static async Task<int?> LifetimeAsync(TestServer server, string indicator) =>
        (await Snapshots(server).GetAsync("default", CancellationToken.None)).Get<ResourceCatalog>().Directory.Find(indicator)?.AccessTokenTtl;

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, $"Not in time: {what}");
            await Task.Delay(10);
        }
    }
}
