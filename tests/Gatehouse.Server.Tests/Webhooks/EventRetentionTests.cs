using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>What is kept has an end: events, and what the log of deliveries says.</summary>
public sealed class EventRetentionTests
{
    [Fact]
    public async Task The_log_of_deliveries_is_forgotten_after_its_days_and_nothing_else_of_the_log()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["WebhookLogRetentionDays"] = "7", ["EventRetentionDays"] = "3" });
        var hook = await server.Api.AddHookAsync(receiver.Url);
        for (var i = 0; i < 3; i++) await server.Api.AddUserAsync();
        await server.Api.LogAsync(hook.Id, 3);
        await server.DrainAsync();
        var before = await server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.HookId == null));

        server.Pass(TimeSpan.FromDays(6));
        await Eventually.Async(() => server.InDatabaseAsync(db => db.Events.CountAsync()), count => count == 0, "no events");
        Assert.Equal(3, await DeliveriesAsync(server));
        server.Pass(TimeSpan.FromDays(1.1));
        await Eventually.Async(() => DeliveriesAsync(server), count => count == 0, "an empty log of deliveries");
        Assert.Equal(before, await server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.HookId == null && row.Key.StartsWith("Change."))) + await OthersAsync(server));
    }

    [Fact]
    public async Task Without_retention_only_what_a_webhook_asks_for_is_kept_and_not_for_long()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["EventRetentionDays"] = "0" });
        var before = await server.InDatabaseAsync(db => db.Events.CountAsync());
        await server.Api.AddUserAsync();
        Assert.Equal(before, await server.InDatabaseAsync(db => db.Events.CountAsync()));
        await server.Api.AddHookAsync(receiver.Url);
        await server.Api.AddUserAsync();
        await receiver.SingleAsync();
        Assert.Equal(before + 1, await server.InDatabaseAsync(db => db.Events.CountAsync()));
        await server.DrainAsync();
        server.Pass(TimeSpan.FromHours(49));
        await Eventually.Async(() => server.InDatabaseAsync(db => db.Events.CountAsync()), count => count == 0, "no events");
    }

    private static Task<int> DeliveriesAsync(TestServer server) => server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.HookId != null));

    private static Task<int> OthersAsync(TestServer server) => server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.HookId == null && !row.Key.StartsWith("Change.")));
}
