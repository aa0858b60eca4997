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
    /// <summary>One pass over every tenant.</summary>
    public Task ExecuteAsync(CancellationToken ct) => scopes.ForEachTenantAsync(async services =>
    {
        var db = services.GetRequiredService<GatehouseDb>();
        await ForgetEventsAsync(db, services.GetRequiredService<EventFeed>(), ct);
        await ForgetLogAsync(db, ct);
    }, ct);

    private async Task ForgetEventsAsync(GatehouseDb db, EventFeed feed, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // A delivery may be owed until then, and its event with it.
        var owed = now - TimeSpan.FromHours(options.WebhookRetryHours + 24);
        var kept = now - TimeSpan.FromDays(options.EventRetentionDays);
        var limit = kept < owed ? kept : owed;
        var isDead = db.Outbox.Where(row => row.TenantId == db.TenantId && row.State == OutboxState.Dead && row.DueAt < limit && row.FinishedAt < limit);
        await gate.DeleteInBatchesAsync(isDead, row => row.EventId, ct, rows => rows.OrderBy(row => row.DueAt));

        // Who reads the feed after this is told of the gap, so what goes needs its place first.
        await feed.NumberAsync(ct);
        while (await ForgetSomeEventsAsync(db, limit, ct) == DeleteInBatches.Batch)
        {
        }
    }

    private async Task<int> ForgetSomeEventsAsync(GatehouseDb db, DateTime limit, CancellationToken ct)
    {
        var oldest = await db.Events.Where(row => row.Position != null).OrderBy(row => row.Position).Take(DeleteInBatches.Batch)
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
            await gate.DeleteInBatchesAsync(db.Audit.Where(row => row.HookId == hook && row.CreatedAt < limit), row => row.Id, ct, rows => rows.OrderBy(row => row.CreatedAt));
        }
    }
}
