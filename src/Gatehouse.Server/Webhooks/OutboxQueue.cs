using System.Data.Common;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>The hook of a tenant, as the key of its part of the queue.</summary>
internal readonly record struct HookKey(string TenantId, string HookId);

/// <summary>A delivery that a node has leased.</summary>
/// <param name="Payload">The event's; null when the event is gone.</param>
/// <param name="Claim">What the row carries as long as the lease is ours.</param>
internal sealed record ClaimedDelivery(
    HookKey Hook, string EventId, string Event, string Subject, long Sequence, JsonText? Payload, DateTime EventAt, int Attempts, DateTime OwedSince, string Claim);

/// <summary>
/// The outbox as a queue that several nodes share. A row can be claimed when it is due and the first that is pending for its hook and
/// subject (the head). A claim moves the due time to the end of the lease, so that nobody else finds the row until then; every later step of
/// the claim holds only while the row still carries the claim (<see cref="OutboxSettlement"/>). Without EF: it is asked also on a server that
/// nobody uses, whose model need not be built for it, and thousands of times a second on one that is used hard.
/// </summary>
internal sealed class OutboxQueue(DirectConnection direct, DatabaseUrl url, WriteGate gate, TimeProvider time)
{
    /// <summary>Longer than a delivery may take, with room for clocks that differ.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>What another node is about to claim or to settle is left to it: nobody waits for anybody, so nobody waits for ever.</summary>
    private string Unlocked => url.IsSqlite ? "" : " FOR UPDATE OF outbox SKIP LOCKED";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>When the next delivery is due, also in the past; null when nothing is owed.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        await using var command = SqlBatch.Command(connection, null, "SELECT due_at FROM outbox WHERE state = 0 ORDER BY due_at LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Utc(reader, 0) : null;
    }

    /// <summary>The hooks that have something due, those that were deleted only when no other has: one step into the index for each.</summary>
    public async Task<List<HookKey>> DueHooksAsync(CancellationToken ct)
    {
        await using var connection = await direct.OpenAsync(ct);
        await using var transaction = url.IsSqlite ? null : await connection.BeginTransactionAsync(ct);
        if (transaction is not null) await SqlBatch.PreferIndexesAsync(connection, transaction, ct);
        var due = await ReadHooksAsync(
            connection,
            transaction,
            """
            SELECT h.tenant_id, h.id FROM hooks h
            WHERE (SELECT o.due_at FROM outbox o WHERE o.state = 0 AND o.tenant_id = h.tenant_id AND o.hook_id = h.id ORDER BY o.due_at LIMIT 1) <= @p0
            """,
            ct);
        return due.Count > 0 ? due : await ReadHooksAsync(
            connection,
            transaction,
            """
            SELECT o.tenant_id, o.hook_id FROM outbox o
            WHERE o.state = 0 AND o.due_at <= @p0 AND NOT EXISTS (SELECT 1 FROM hooks h WHERE h.tenant_id = o.tenant_id AND h.id = o.hook_id) ORDER BY o.due_at LIMIT 1
            """,
            ct);
    }

    /// <summary>Leases heads of several hooks in one commit.</summary>
    /// <param name="wanted">For each hook how many at most.</param>
    public async Task<List<ClaimedDelivery>> ClaimAsync(IReadOnlyCollection<(HookKey Hook, int Most)> wanted, CancellationToken ct)
    {
        var (now, claim) = (Now, Identifier.Long());
        var claimed = new List<ClaimedDelivery>();
        using (await gate.EnterAsync(ct))
        {
            await using var connection = await direct.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await SqlBatch.PreferIndexesAsync(connection, transaction, ct);
            foreach (var (hook, most) in wanted)
            {
                var heads = await HeadsAsync(connection, transaction, hook, most, claim, now, ct);
                if (heads.Count == 0) await ParkAsync(connection, transaction, hook, now, ct);
                claimed.AddRange(heads);
            }

            await LeaseAsync(connection, transaction, claimed, now, ct);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return claimed;
    }

    private async Task<List<HookKey>> ReadHooksAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken ct)
    {
        await using var command = SqlBatch.Command(connection, transaction, sql, Now);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var hooks = new List<HookKey>();
        while (await reader.ReadAsync(ct)) hooks.Add(new HookKey(reader.GetString(0), reader.GetString(1)));
        return hooks;
    }

    private async Task<List<ClaimedDelivery>> HeadsAsync(
        DbConnection connection, DbTransaction transaction, HookKey hook, int most, string claim, DateTime now, CancellationToken ct)
    {
        const string Sql = """
            SELECT o.event_id, o.subject, o.sequence, o.attempts, o.owed_since, e.name, e.payload, e.created_at
            FROM outbox o LEFT JOIN events e ON e.tenant_id = o.tenant_id AND e.id = o.event_id
            WHERE o.state = 0 AND o.tenant_id = @p0 AND o.hook_id = @p1 AND o.due_at <= @p2 AND o.sequence = (SELECT b.sequence FROM outbox b
                WHERE b.state = 0 AND b.tenant_id = o.tenant_id AND b.hook_id = o.hook_id AND b.subject = o.subject ORDER BY b.sequence LIMIT 1)
            ORDER BY o.due_at LIMIT @p3
            """;
        await using var command = SqlBatch.Command(connection, transaction, url.IsSqlite ? Sql : Sql + " FOR UPDATE OF o SKIP LOCKED", hook.TenantId, hook.HookId, now, most);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var heads = new List<ClaimedDelivery>();
        while (await reader.ReadAsync(ct))
        {
            var name = reader.GetValue(5) as string;
            heads.Add(new ClaimedDelivery(
                hook, reader.GetString(0), name ?? "", reader.GetString(1), reader.GetInt64(2), name is null ? null : JsonText.FromStored(reader.GetString(6)),
                name is null ? now : Utc(reader, 7), reader.GetInt32(3), Utc(reader, 4), claim));
        }

        return heads;
    }

    private static async Task LeaseAsync(DbConnection connection, DbTransaction transaction, List<ClaimedDelivery> heads, DateTime now, CancellationToken ct)
    {
        const string Sql = "UPDATE outbox SET leased_by = @p0, due_at = @p1 WHERE tenant_id = @p2 AND hook_id = @p3 AND event_id = @p4";
        await SqlBatch.RunAsync(connection, transaction, heads.ConvertAll(head =>
            new SqlStatement(Sql, head.Claim, now + Lease, head.Hook.TenantId, head.Hook.HookId, head.EventId)), ct);
    }

    /// <summary>
    /// Rows behind a head that waits for its next attempt are as little due as the head: moved to its time, they don't make every look
    /// at the queue step over them. The settlement of the head takes that back.
    /// </summary>
    private async Task ParkAsync(DbConnection connection, DbTransaction transaction, HookKey hook, DateTime now, CancellationToken ct)
    {
        const string DueOfHead = """
            (SELECT CASE WHEN h.leased_by IS NULL THEN h.due_at END FROM outbox h
            WHERE h.state = 0 AND h.tenant_id = outbox.tenant_id AND h.hook_id = outbox.hook_id AND h.subject = outbox.subject ORDER BY h.sequence LIMIT 1)
            """;
        await using var command = SqlBatch.Command(
            connection,
            transaction,
            $"""
            UPDATE outbox SET due_at = {DueOfHead} WHERE tenant_id = @p0 AND hook_id = @p1 AND event_id IN (SELECT outbox.event_id FROM outbox
                WHERE state = 0 AND tenant_id = @p0 AND hook_id = @p1 AND due_at <= @p2 AND leased_by IS NULL AND {DueOfHead} > @p2{Unlocked})
            """,
            hook.TenantId, hook.HookId, now);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DateTime Utc(DbDataReader reader, int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);
}
