using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Users;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>Design section 3: nothing that a caller was told succeeded is lost, whoever dies; and nodes share the work.</summary>
public sealed class RestartTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

    [Fact]
    public async Task The_delivery_is_owed_from_the_commit_of_the_change_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = await SleepingServer.PrepareAsync(database, Start);
        var hook = await node.AddHookAsync("http://127.0.0.1:9/");
        var user = await node.AddUserAsync("taken");
        Assert.Equal("user.username_already_in_use", await node.AddUserAsync("taken"));
        var rows = await node.RunAsync(services => services.GetRequiredService<GatehouseDb>().Outbox.AsNoTracking().ToListAsync());
        var row = Assert.Single(rows);
        Assert.Equal((hook, user, OutboxState.Pending, 0), (row.HookId, row.Subject, row.State, row.Attempts));
        var told = Assert.Single(await node.RunAsync(services => services.GetRequiredService<GatehouseDb>().Events.AsNoTracking().Where(told => told.Id == row.EventId).ToListAsync()));
        Assert.Equal((row.EventId, user, "User.Created"), (told.Id, told.Subject, told.Name));
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_owes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = await SleepingServer.PrepareAsync(database, Start);
        await node.AddHookAsync("http://127.0.0.1:9/");
        // The change ends in a violated constraint after its event was announced: the refusal comes from the database itself.
        var refused = await node.RunAsync(services => services.GetRequiredService<UnitOfWork>().WriteAsync<string>("Change.Test", "x", () =>
        {
            var db = services.GetRequiredService<GatehouseDb>();
            services.GetRequiredService<UnitOfWork>().Announce(new ChangeEvent("User.Created", "x", null));
            db.Set<UserRole>().Add(new UserRole { TenantId = "default", UserId = "nobody", RoleId = "nothing" });
            return Task.FromResult<Checked<string>>("done");
        }, CancellationToken.None));
        Assert.NotNull(refused.Refusal);
        Assert.Equal(0, await node.RunAsync(services => services.GetRequiredService<GatehouseDb>().Outbox.CountAsync()));
    }

    [Fact]
    public async Task What_a_stopped_server_left_is_delivered_by_the_next()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = Receiver.Down();
        string user;
        await using (var first = await TestServer.StartAsync(database: database, now: Start))
        {
            await first.Api.AddHookAsync(receiver.Url);
            user = await first.Api.AddUserAsync();
            await first.OutboxAsync(rows => rows is [{ Attempts: 1 }], "a failed attempt");
        }

        await receiver.ListenAsync();
        await using var second = await TestServer.StartAsync(database: database, now: Start + TimeSpan.FromMinutes(1));
        Assert.Equal(user, (await receiver.SingleAsync()).Json.GetProperty("data").GetProperty("id").GetString());
        await second.DrainAsync();
    }

    [Fact]
    public async Task A_server_that_stops_hands_back_what_was_under_way()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        var open = new TaskCompletionSource();
        receiver.Answer = (_, _) => open.Task;
        await using (var first = await TestServer.StartAsync(database: database, now: Start))
        {
            await first.Api.AddHookAsync(receiver.Url);
            await first.Api.AddUserAsync();
            await receiver.WaitAsync(1);
        }

        open.SetResult();
        // Well before the lease would have ended.
        await using var second = await TestServer.StartAsync(database: database, now: Start + TimeSpan.FromSeconds(5));
        var told = await receiver.WaitAsync(2);
        await second.DrainAsync();
        Assert.Equal(told[0].DeliveryId, told[1].DeliveryId);
    }

    [Fact]
    public async Task What_a_killed_node_had_leased_is_taken_over_when_the_lease_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        string leased;
        await using (var killed = await SleepingServer.PrepareAsync(database, Start))
        {
            var hook = await killed.AddHookAsync(receiver.Url);
            await killed.AddUserAsync();
            leased = Assert.Single(await killed.Queue.ClaimAsync([(new HookKey("default", hook), 4)], CancellationToken.None)).EventId;
        }

        await using var heir = await TestServer.StartAsync(database: database, now: Start + TimeSpan.FromSeconds(5));
        await heir.Api.AddUserAsync();
        Assert.NotEqual(leased, (await receiver.SingleAsync()).DeliveryId);
        // The heir's own delivery must have been settled: a clock that jumps under way ends it as a timeout.
        await heir.OutboxAsync(rows => rows.Count(row => row.State == OutboxState.Pending) == 1, "one delivery, which the killed node had leased");
        heir.Pass(OutboxQueue.Lease);
        Assert.Equal(leased, (await receiver.WaitAsync(2))[1].DeliveryId);
        await heir.DrainAsync();
    }

    [Fact]
    public async Task A_claim_belongs_to_one_node_and_is_worth_nothing_after_the_lease()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await SleepingServer.PrepareAsync(database, Start);
        await using var late = await SleepingServer.PrepareAsync(database, Start + OutboxQueue.Lease + TimeSpan.FromMinutes(1));
        var hook = new HookKey("default", await one.AddHookAsync("http://127.0.0.1:9/"));
        for (var i = 0; i < 12; i++) await one.AddUserAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => one.Queue.ClaimAsync([(hook, 4)], CancellationToken.None))));
        var claimed = claims.SelectMany(claim => claim).ToList();
        Assert.NotEmpty(claimed);
        Assert.Equal(claimed.Count, claimed.DistinctBy(row => row.EventId).Count());

        var lost = claimed[0];
        var taken = (await late.Queue.ClaimAsync([(hook, 20)], CancellationToken.None)).Single(row => row.EventId == lost.EventId);
        Assert.False(await one.SettleAsync(settlement => settlement.ReleaseAsync(lost)));
        Assert.True(await late.SettleAsync(settlement => settlement.ReleaseAsync(taken)));
    }

    [Fact]
    public async Task Two_servers_share_one_outbox_and_deliver_everything_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var one = await TestServer.StartAsync(database: database, now: Start);
        await using var two = await TestServer.StartAsync(database: database, now: Start);
        var hook = await one.Api.AddHookAsync(receiver.Url);
        two.Pass(TimeSpan.FromSeconds(2));
        one.Pass(TimeSpan.FromSeconds(2));

        var users = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? one : two).Api.AddUserAsync()));
        await receiver.WaitAsync(30);
        await one.DrainAsync();
        Assert.Equal(users.Order(), receiver.All.Select(told => told.Json.GetProperty("data").GetProperty("id").GetString()).Order());
        Assert.Equal(30, (await one.Api.LogAsync(hook.Id, 30)).Count);
    }
}
