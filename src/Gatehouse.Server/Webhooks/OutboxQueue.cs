using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>The hook of a tenant, as the key of its part of the queue.</summary>
internal readonly record struct HookKey(string TenantId, string HookId);

/// <summary>Deliveries that a node has leased, with where they go.</summary>
/// <param name="Target">Null when the hook was deleted or switched off.</param>
internal sealed record ClaimedDeliveries(HookTarget? Target, IReadOnlyList<OutboxRow> Rows);

/// <summary>
/// The outbox as a queue that several nodes share. A row can be claimed when it is due and the first that is pending for its hook and
/// subject (the head). A claim is a conditional update which moves the due time to the end of the lease, so that nobody else finds
/// the row until then; every later step of the claim holds only while the row still carries the claim.
/// </summary>
internal sealed class OutboxQueue(DirectConnection direct, IServiceScopeFactory scopes, WriteGate gate, TimeProvider time)
{
    /// <summary>Longer than a delivery may take, with room for clocks that differ.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DeadRowsAreKept = TimeSpan.FromDays(30);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Asked twice a second, also of a server that nobody uses: without EF, whose model need not be built for it.</summary>
    public async Task<bool> IsAnythingDueAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        return (await DirectConnection.ReadAsync(connection, "SELECT id FROM outbox WHERE state = 0 AND due_at <= @p0 LIMIT 1", ct, Now)).Count > 0;
    }

    /// <summary>The hooks that are owed something, due or not: one step through the index for each, however many rows it has.</summary>
    public async Task<List<HookKey>> OwedHooksAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pending = Pending(Db(scope));
        var found = new List<HookKey>();
        var next = await FirstAsync(pending, ct);
        while (next is { } hook)
        {
            found.Add(hook);
#pragma warning disable CA1309, CA1310 // The database compares.
            next = await FirstAsync(pending.Where(row => row.TenantId == hook.TenantId && string.Compare(row.HookId, hook.HookId) > 0), ct)
                ?? await FirstAsync(pending.Where(row => string.Compare(row.TenantId, hook.TenantId) > 0), ct);
#pragma warning restore CA1309, CA1310
        }

        return found;
    }

    /// <summary>Leases up to so many heads of a hook.</summary>
    public async Task<ClaimedDeliveries> ClaimAsync(HookKey hook, int most, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = hook.TenantId;
        var db = Db(scope);
        var target = await db.Hooks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == hook.HookId && row.Enabled, ct);
        var now = Now;
        var due = Pending(db).Where(row => row.TenantId == hook.TenantId && row.HookId == hook.HookId && row.DueAt <= now);
        var heads = await due.Where(row => !Pending(db).Any(earlier =>
                earlier.TenantId == row.TenantId && earlier.HookId == row.HookId && earlier.Subject == row.Subject && earlier.Sequence < row.Sequence))
            .OrderBy(row => row.DueAt).Take(most).Select(row => row.Id).ToListAsync(ct);
        if (heads.Count == 0)
        {
            await ParkAsync(db, due, ct);
            return new ClaimedDeliveries(null, []);
        }

        var claim = Identifier.Long();
        using (await gate.EnterAsync(ct))
        {
            // Without the hook in the condition, or SQLite steps through everything that the hook is owed.
            await Pending(db).Where(row => row.TenantId == hook.TenantId && heads.Contains(row.Id) && row.DueAt <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedBy, claim).SetProperty(row => row.DueAt, now + Lease), CancellationToken.None);
        }

        var rows = await db.Outbox.AsNoTracking().Where(row => row.TenantId == hook.TenantId && heads.Contains(row.Id) && row.LeasedBy == claim)
            .OrderBy(row => row.Sequence).ToListAsync(CancellationToken.None);
        return new ClaimedDeliveries(target is null ? null : HookTarget.Of(target), rows);
    }

    /// <summary>The delivery was made: the row goes, the log entry comes, the next of its subject is due.</summary>
    public Task<bool> CompleteAsync(OutboxRow row, AuditRow entry) =>
        EndAsync(row, entry, claimed => claimed.ExecuteDeleteAsync());

    /// <summary>The delivery will not be made: the row stays as dead, the next of its subject is due.</summary>
    public Task<bool> BuryAsync(OutboxRow row, AuditRow entry)
    {
        var now = Now;
        return EndAsync(row, entry, claimed => claimed.ExecuteUpdateAsync(set => set
            .SetProperty(dead => dead.State, OutboxState.Dead)
            .SetProperty(dead => dead.Attempts, dead => dead.Attempts + 1)
            .SetProperty(dead => dead.LeasedBy, (string?)null)
            .SetProperty(dead => dead.FinishedAt, now)));
    }

    /// <summary>The attempt failed: the row waits for its next one.</summary>
    public Task<bool> PostponeAsync(OutboxRow row, AuditRow entry, DateTime dueAt) =>
        SettleAsync(row, entry, (_, claimed) => claimed.ExecuteUpdateAsync(set => set
            .SetProperty(waiting => waiting.DueAt, dueAt)
            .SetProperty(waiting => waiting.Attempts, waiting => waiting.Attempts + 1)
            .SetProperty(waiting => waiting.LeasedBy, (string?)null)));

    /// <summary>The attempt was called off: whoever looks next may make it.</summary>
    public Task<bool> ReleaseAsync(OutboxRow row)
    {
        var now = Now;
        return SettleAsync(row, null, (_, claimed) => claimed.ExecuteUpdateAsync(set => set
            .SetProperty(free => free.DueAt, now)
            .SetProperty(free => free.LeasedBy, (string?)null)));
    }

    /// <summary>Forgets dead rows after their time.</summary>
    public async Task ForgetDeadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var limit = Now - DeadRowsAreKept;
        using (await gate.EnterAsync(ct))
            await Db(scope).Outbox.Where(row => row.State == OutboxState.Dead && row.DueAt < limit && row.FinishedAt < limit).ExecuteDeleteAsync(ct);
    }

    /// <summary>
    /// Rows behind a head that waits for its next attempt are as little due as the head: moved to its time, they don't make every look
    /// at the queue step over them. <see cref="WakeNextAsync"/> takes that back.
    /// </summary>
    private async Task ParkAsync(GatehouseDb db, IQueryable<OutboxRow> due, CancellationToken ct)
    {
        var now = Now;
        var behindWaiting = due.Where(row => Pending(db).Any(head => head.TenantId == row.TenantId && head.HookId == row.HookId
            && head.Subject == row.Subject && head.Sequence < row.Sequence && head.LeasedBy == null && head.DueAt > now));
        if (!await behindWaiting.AnyAsync(ct)) return;
        using (await gate.EnterAsync(ct))
        {
            await behindWaiting.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, row => Pending(db).Where(head =>
                head.TenantId == row.TenantId && head.HookId == row.HookId && head.Subject == row.Subject && head.Sequence < row.Sequence).Max(head => head.DueAt)), ct);
        }
    }

    private Task<bool> EndAsync(OutboxRow row, AuditRow entry, Func<IQueryable<OutboxRow>, Task<int>> end) =>
        SettleAsync(row, entry, async (db, claimed) =>
        {
            var ended = await end(claimed);
            if (ended > 0) await WakeNextAsync(db, row);
            return ended;
        });

    private async Task WakeNextAsync(GatehouseDb db, OutboxRow ended)
    {
        var now = Now;
        var next = await Pending(db)
            .Where(row => row.TenantId == ended.TenantId && row.HookId == ended.HookId && row.Subject == ended.Subject && row.Sequence > ended.Sequence)
            .OrderBy(row => row.Sequence).Select(row => new { row.Id, row.DueAt }).FirstOrDefaultAsync();
        if (next is null || next.DueAt <= now) return;
        await db.Outbox.Where(row => row.TenantId == ended.TenantId && row.Id == next.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now));
    }

    /// <summary>One transaction for what became of the row and the log entry. An attempt is logged also when the lease was lost meanwhile.</summary>
    /// <returns>Whether the row was still ours.</returns>
    private async Task<bool> SettleAsync(OutboxRow row, AuditRow? entry, Func<GatehouseDb, IQueryable<OutboxRow>, Task<int>> settle)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = row.TenantId;
        var db = Db(scope);
        using (await gate.EnterAsync(CancellationToken.None))
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var settled = await settle(db, db.Outbox.Where(mine => mine.TenantId == row.TenantId && mine.Id == row.Id && mine.LeasedBy == row.LeasedBy));
            if (entry is not null) db.Audit.Add(entry);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return settled > 0;
        }
    }

    private static GatehouseDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<GatehouseDb>();

    private static IQueryable<OutboxRow> Pending(GatehouseDb db) => db.Outbox.Where(row => row.State == OutboxState.Pending);

    private static async Task<HookKey?> FirstAsync(IQueryable<OutboxRow> rows, CancellationToken ct)
    {
        var first = await rows.OrderBy(row => row.TenantId).ThenBy(row => row.HookId).Select(row => new { row.TenantId, row.HookId }).FirstOrDefaultAsync(ct);
        return first is null ? null : new HookKey(first.TenantId, first.HookId);
    }
}
