using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Webhooks;

/// <summary>Makes the row of an event and the outbox rows of its deliveries: one for each hook that asks for it.</summary>
internal sealed class OutboxRouting(Snapshots snapshots, GatehouseOptions options)
{
    public async ValueTask<RoutedEvent?> RouteAsync(string tenantId, ChangeEvent change, ChangeOrigin origin, DateTime now, long sequence, CancellationToken ct)
    {
        var hooks = (await snapshots.GetAsync(tenantId, ct)).Get<HookDirectory>().Matching(change.Name);
        if (hooks.Count == 0 && options.EventRetentionDays == 0) return null;
        var told = new EventRow
        {
            TenantId = tenantId,
            Id = Identifier.Ordered(now),
            Sequence = sequence,
            Name = change.Name,
            Subject = change.Subject,
            Payload = EventPayload.Of(change, origin, now),
            CreatedAt = now,
        };
        return new RoutedEvent(told, [.. hooks.Select(hookId => Owed(told, hookId, now))]);
    }

    private static OutboxRow Owed(EventRow told, string hookId, DateTime now) => new()
    {
        TenantId = told.TenantId,
        HookId = hookId,
        EventId = told.Id,
        Sequence = told.Sequence,
        Subject = told.Subject,
        OwedSince = now,
        DueAt = now,
    };
}
