using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Data;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_change_on_one_server_is_seen_by_another_within_a_second_of_its_clock()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await TestServer.StartAsync(database: database, services: TestServer.WithoutNotices);
        await using var two = await TestServer.StartAsync(database: database, services: TestServer.WithoutNotices);
        Assert.Equal(3600, await LifetimeAsync(two));
        await RenewAsync(one, 55);
        Assert.Equal(55, await LifetimeAsync(one));
        two.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(55, await LifetimeAsync(two));
    }

    [Fact]
    public async Task Within_the_second_nothing_is_asked_of_the_database()
    {
        await using var server = await TestServer.StartAsync(services: TestServer.WithoutNotices);
        server.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var snapshots = server.Services.GetRequiredService<Snapshots>();
        var first = await snapshots.GetAsync("default", CancellationToken.None);
        // Behind the server's back, without a new version.
        await server.InDatabaseAsync(db => db.Resources.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessTokenTtl, 1)));
        Assert.Same(first, await snapshots.GetAsync("default", CancellationToken.None));
        // A look that finds the same version keeps the snapshot too.
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(first, await snapshots.GetAsync("default", CancellationToken.None));
        snapshots.Invalidate("default");
        Assert.NotSame(first, await snapshots.GetAsync("default", CancellationToken.None));
    }

    [Fact]
    public async Task Readers_in_parallel_with_changes_never_see_parts_of_two_moments()
    {
        await using var server = await TestServer.StartAsync();
        await RenewAsync(server, 100, "app-100");
        using var stop = new CancellationTokenSource();
        var snapshots = server.Services.GetRequiredService<Snapshots>();
        var begun = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var readers = begun.Select(first => Task.Run(async () =>
        {
            var (seen, last) = (0, 0);
            while (!stop.IsCancellationRequested)
            {
                var snapshot = await snapshots.GetAsync("default", CancellationToken.None);
                var lifetime = snapshot.Get<ResourceCatalog>().Directory.Find(OidcCalls.ManagementResource)!.AccessTokenTtl;
                Assert.Equal($"app-{lifetime}", snapshot.Get<ApplicationDirectory>().Find(TestServer.ApplicationId)!.Name);
                Assert.True(lifetime >= last, "A later look saw an earlier moment");
                (seen, last) = (seen + 1, lifetime);
                first.TrySetResult();
                await Task.Yield();
            }

            return seen;
        })).ToList();
        await Task.WhenAny(Task.WhenAll(begun.Select(first => first.Task)), Task.WhenAny(readers));
        for (var number = 101; number <= 140; number++) await RenewAsync(server, number, $"app-{number}");
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen > 0));
    }

    [Fact]
    public async Task A_failure_to_load_is_not_kept()
    {
        await using var server = await TestServer.StartAsync();
        await server.ChangeAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE signing_keys SET status = 'Next' WHERE tenant_id = 'default'"));
        var failed = (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(500, "oidc.server_error");
        Assert.Contains(failed.Header("Logto-Core-Request-Id")!, failed["message"].GetString());
        Assert.Equal("no-store", failed.Header("Cache-Control"));
        await server.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE signing_keys SET status = 'Current' WHERE tenant_id = 'default'"));
        (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(200);
    }

    [Fact]
    public async Task Loading_does_not_wait_for_a_writer()
    {
        await using var server = await TestServer.StartAsync();
        await server.InDatabaseAsync(async db =>
        {
            await using var writing = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE tenants SET name = 'in writing'");
            var snapshots = server.Services.GetRequiredService<Snapshots>();
            snapshots.Invalidate("default");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            Assert.NotNull(await snapshots.GetAsync("default", CancellationToken.None).AsTask().WaitAsync(patience.Token));
            return 0;
        });
    }

    /// <summary>An ordinary change, through the unit of work.</summary>
    private static async Task RenewAsync(TestServer server, int lifetime, string? name = null)
    {
        using var scope = server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var outcome = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().WriteAsync<Done>("Change.Resource.Changed", null, async () =>
        {
            (await db.Resources.SingleAsync()).AccessTokenTtl = lifetime;
            if (name is not null) (await db.Applications.SingleAsync()).Name = name;
            return new Done();
        }, CancellationToken.None);
        Assert.Null(outcome.Refusal);
    }

    private static async Task<int> LifetimeAsync(TestServer server) =>
        (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Expect(200)["expires_in"].GetInt32();
}
