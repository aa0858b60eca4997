using System.Data.Common;
using System.Threading.Channels;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Writes what became of the deliveries that this node had leased: the row and the log entry in one transaction, many deliveries in one
/// commit. A row that another node has meanwhile is left alone; the attempt is logged all the same.
/// </summary>
internal sealed class OutboxSettlement(IServiceScopeFactory scopes, DirectConnection direct, WriteGate gate, TimeProvider time)
{
    private const int LargestBatch = 256;
    private const string Mine = " WHERE tenant_id = @p0 AND hook_id = @p1 AND event_id = @p2 AND leased_by = @p3";

    private readonly Channel<Settling> _settling = Channel.CreateUnbounded<Settling>(new UnboundedChannelOptions { SingleReader = true });
    private RowInsert<AuditRow>? _entries;

    /// <summary>The delivery was made: the row goes, the next of its subject is due.</summary>
    public Task<bool> CompleteAsync(ClaimedDelivery delivery, AuditRow entry) => SettleAsync(delivery, entry, endsTurn: true, "DELETE FROM outbox" + Mine);

    /// <summary>The delivery will not be made: the row stays as dead, the next of its subject is due.</summary>
    public Task<bool> BuryAsync(ClaimedDelivery delivery, AuditRow entry, string? error) => SettleAsync(
        delivery, entry, endsTurn: true, "UPDATE outbox SET state = 1, attempts = attempts + 1, leased_by = NULL, finished_at = @p4, last_error = @p5" + Mine,
        time.GetUtcNow().UtcDateTime, error);

    /// <summary>The attempt failed: the row waits for its next one.</summary>
    public Task<bool> PostponeAsync(ClaimedDelivery delivery, AuditRow entry, string? error, DateTime dueAt) => SettleAsync(
        delivery, entry, endsTurn: false, "UPDATE outbox SET attempts = attempts + 1, leased_by = NULL, due_at = @p4, last_error = @p5" + Mine, dueAt, error);

    /// <summary>The attempt was called off: whoever looks next may make it.</summary>
    public Task<bool> ReleaseAsync(ClaimedDelivery delivery) =>
        SettleAsync(delivery, null, endsTurn: false, "UPDATE outbox SET leased_by = NULL, due_at = @p4" + Mine, time.GetUtcNow().UtcDateTime);

    /// <summary>Writes what comes, until nothing comes any more.</summary>
    public async Task RunAsync()
    {
        var batch = new List<Settling>(LargestBatch);
        while (await _settling.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // While the gate is shut the batch grows: the slower the disk, the more deliveries share its next turn.
            using (await gate.EnterAsync(CancellationToken.None))
            {
                while (batch.Count < LargestBatch && _settling.Reader.TryRead(out var next)) batch.Add(next);
                await CommitAsync(batch);
            }

            batch.Clear();
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void End() => _settling.Writer.TryComplete();

    /// <returns>Whether the row was still ours.</returns>
    private Task<bool> SettleAsync(ClaimedDelivery delivery, AuditRow? entry, bool endsTurn, string sql, params ReadOnlySpan<object?> values)
    {
        object?[] all = [delivery.Hook.TenantId, delivery.Hook.HookId, delivery.EventId, delivery.Claim, .. values];
        var settling = new Settling(
            delivery, entry, endsTurn, new SqlStatement(sql, all), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _settling.Writer.TryWrite(settling) ? settling.Done.Task : throw new InvalidOperationException("The settlement has ended");
    }

    private async Task CommitAsync(List<Settling> batch)
    {
        try
        {
            var touched = await WriteAsync(batch);
            for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(touched[i] > 0);
        }
        catch (DbException problem) when (batch.Count > 1 && !DatabaseLoss.Is(problem))
        {
            // The database refused one of them, or lost a race against another node: the others must not pay for it.
            foreach (var settling in batch) await CommitAsync([settling]);
        }
        catch (Exception problem)
        {
            foreach (var settling in batch) settling.Done.TrySetException(problem);
        }
    }

    private async Task<int[]> WriteAsync(List<Settling> batch)
    {
        await using var connection = await direct.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await SqlBatch.PreferIndexesAsync(connection, transaction, CancellationToken.None);
        // In one order on every node, so that two of them never wait for each other.
        var order = Enumerable.Range(0, batch.Count).OrderBy(at => batch[at].Delivery.Hook.HookId, StringComparer.Ordinal).ThenBy(at => batch[at].Delivery.EventId, StringComparer.Ordinal).ToList();
        var changed = await SqlBatch.RunAsync(connection, transaction, order.ConvertAll(at => batch[at].Statement), CancellationToken.None);
        var touched = new int[batch.Count];
        for (var i = 0; i < order.Count; i++) touched[order[i]] = changed[i];

        var now = time.GetUtcNow().UtcDateTime;
        await SqlBatch.RunAsync(
            connection, transaction, [.. order.Where(at => batch[at].EndsTurn && touched[at] > 0).Select(at => WakeNext(batch[at].Delivery, now))], CancellationToken.None);
        await WriteEntriesAsync(connection, transaction, [.. batch.Select(settling => settling.Entry).OfType<AuditRow>()]);
        await transaction.CommitAsync();
        return touched;
    }

    private async Task WriteEntriesAsync(DbConnection connection, DbTransaction transaction, AuditRow[] entries)
    {
        if (entries.Length == 0) return;
        if (_entries is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            _entries = RowInsert<AuditRow>.Of(scope.ServiceProvider.GetRequiredService<GatehouseDb>().Model);
        }

        await using var command = _entries.Prepare(connection, entries[0]);
        await _entries.WriteAsync(connection, transaction, command, entries, CancellationToken.None);
    }

    private static SqlStatement WakeNext(ClaimedDelivery ended, DateTime now) => new(
        """
        UPDATE outbox SET due_at = @p4 WHERE tenant_id = @p0 AND hook_id = @p1 AND leased_by IS NULL AND due_at > @p4 AND event_id = (SELECT n.event_id FROM outbox n
            WHERE n.state = 0 AND n.tenant_id = @p0 AND n.hook_id = @p1 AND n.subject = @p2 AND n.sequence > @p3 ORDER BY n.sequence LIMIT 1)
        """,
        ended.Hook.TenantId, ended.Hook.HookId, ended.Subject, ended.Sequence, now);

    private sealed record Settling(ClaimedDelivery Delivery, AuditRow? Entry, bool EndsTurn, SqlStatement Statement, TaskCompletionSource<bool> Done);
}
