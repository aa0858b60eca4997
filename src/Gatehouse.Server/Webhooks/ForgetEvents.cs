using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Forgets events and dead deliveries after <c>EVENT_RETENTION_DAYS</c>, and the log of deliveries after <c>WEBHOOK_LOG_RETENTION_DAYS</c>: in
/// small batches, each in the order of an index, so that writers never wait long. What is still owed stays.
/// </summary>
internal sealed class ForgetEvents(IServiceScopeFactory scopes, WriteGate gate, GatehouseOptions options, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>One pass over every tenant.</summary>
    public async Task ExecuteAsync(CancellationToken ct)
    {
        List<string> tenants;
        await using (var scope = scopes.CreateAsyncScope())
            tenants = await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Set<TenantRow>().Select(tenant => tenant.Id).ToListAsync(ct);
        foreach (var tenant in tenants)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenant;
            var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
            await ForgetEventsAsync(db, scope.ServiceProvider.GetRequiredService<EventFeed>(), ct);
            await ForgetLogAsync(db, ct);
        }
    }

    private async Task ForgetEventsAsync(GatehouseDb db, EventFeed feed, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // A delivery may be owed until then, and its event with it.
        var owed = now - TimeSpan.FromHours(options.WebhookRetryHours + 24);
        var kept = now - TimeSpan.FromDays(options.EventRetentionDays);
        var limit = kept < owed ? kept : owed;
        var isDead = db.Outbox.Where(row => row.TenantId == db.TenantId && row.State == OutboxState.Dead && row.DueAt < limit && row.FinishedAt < limit);
        while (true)
        {
            var dead = await isDead.OrderBy(row => row.DueAt).Take(Batch).Select(row => new { row.HookId, row.EventId }).ToListAsync(ct);
            var events = dead.ConvertAll(row => row.EventId);
            using (await gate.EnterAsync(ct)) await isDead.Where(row => events.Contains(row.EventId)).ExecuteDeleteAsync(ct);
            if (dead.Count < Batch) break;
        }

        // Who reads the feed after this is told of the gap, so what goes needs its place first.
        await feed.NumberAsync(ct);
        while (await ForgetSomeEventsAsync(db, limit, ct) == Batch)
        {
        }
    }

    private async Task<int> ForgetSomeEventsAsync(GatehouseDb db, DateTime limit, CancellationToken ct)
    {
        var oldest = await db.Events.Where(row => row.Position != null).OrderBy(row => row.Position).Take(Batch)
            .Select(row => new { row.Id, row.Position, row.CreatedAt }).ToListAsync(ct);
        var old = oldest.TakeWhile(row => row.CreatedAt < limit).ToList();
        if (old.Count == 0) return 0;
        var (ids, last) = (old.ConvertAll(row => row.Id), old[^1].Position!.Value);
        using (await gate.EnterAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Events.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
            await db.Set<EventFeedRow>().Where(row => row.TenantId == db.TenantId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ForgottenPosition, last), ct);
            await transaction.CommitAsync(ct);
        }

        return old.Count;
    }

    private async Task ForgetLogAsync(GatehouseDb db, CancellationToken ct)
    {
        var limit = time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(options.WebhookLogRetentionDays);
        var hook = "";
        while (true)
        {
#pragma warning disable CA1309, CA1310 // The database compares.
            hook = await db.Audit.Where(row => row.HookId != null && string.Compare(row.HookId, hook) > 0).OrderBy(row => row.HookId).Select(row => row.HookId).FirstOrDefaultAsync(ct);
#pragma warning restore CA1309, CA1310
            if (hook is null) return;
            var old = db.Audit.Where(row => row.HookId == hook && row.CreatedAt < limit);
            while (true)
            {
                var ids = await old.OrderBy(row => row.CreatedAt).Take(Batch).Select(row => row.Id).ToListAsync(ct);
                if (ids.Count == 0) break;
                using (await gate.EnterAsync(ct)) await db.Audit.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
                if (ids.Count < Batch) break;
            }
        }
    }
}
