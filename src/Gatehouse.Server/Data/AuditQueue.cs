using System.Data.Common;
using System.Threading.Channels;

namespace Gatehouse.Server.Data;

/// <summary>
/// Audit entries of paths that change nothing else (token issue): many requests share one commit. The caller waits until its entry is on
/// disk, so that nothing that was answered is missing from the log.
/// </summary>
internal sealed class AuditQueue(IServiceScopeFactory scopes, DirectConnection direct, WriteGate gate, ILogger<AuditQueue> log) : BackgroundService
{
    private const int LargestBatch = 512;
    private AuditInsert? _insert;
    private readonly Channel<Waiting> _entries = Channel.CreateBounded<Waiting>(8192);

    public Task WriteAsync(AuditRow row, CancellationToken ct) => WriteAsync(row, statement: null, ct);

    /// <param name="statement">A change that belongs to the entry; null for none.</param>
    public async Task WriteAsync(AuditRow row, SqlStatement? statement, CancellationToken ct)
    {
        var waiting = new Waiting(row, statement, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // Who has queued waits to the end, which is a few milliseconds away: the row is written whether the caller is still there or not.
        await _entries.Writer.WriteAsync(waiting, ct);
        await waiting.Written.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        if (ExecuteTask is { } loop) await loop.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _insert?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(LargestBatch);
        while (await _entries.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await LetOthersQueueAsync();
            // While the gate is shut the batch grows: the slower the disk, the more entries share its next turn.
            using (await gate.EnterAsync(CancellationToken.None))
            {
                while (batch.Count < LargestBatch && _entries.Reader.TryRead(out var next)) batch.Add(next);
                await CommitAsync(batch);
            }

            batch.Clear();
        }
    }

    /// <summary>
    /// Steps behind the work that is ready to run, as long as that brings entries: under load most requests of a moment share one commit,
    /// and an entry that is alone waits for nobody.
    /// </summary>
    private async Task LetOthersQueueAsync()
    {
        for (var (seen, queued) = (0, _entries.Reader.Count); queued > seen && queued < LargestBatch; (seen, queued) = (queued, _entries.Reader.Count)) await Task.Yield();
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            await SaveAsync(batch);
        }
        catch (DbException problem) when (batch.Count > 1 && !DatabaseLoss.Is(problem))
        {
            // The database refused an entry, not the batch: the others must not pay for it.
            foreach (var waiting in batch) await CommitAsync([waiting]);
        }
        catch (Exception problem)
        {
            log.AuditBatchFailed(problem, batch.Count);
            foreach (var waiting in batch) waiting.Written.TrySetException(problem);
        }
    }

    private async Task SaveAsync(List<Waiting> batch)
    {
        await (_insert ??= MakeInsert()).WriteAsync(batch.ConvertAll(waiting => waiting.Row), [.. batch.Select(waiting => waiting.Statement).OfType<SqlStatement>()], CancellationToken.None);
        foreach (var waiting in batch) waiting.Written.SetResult();
    }

    private AuditInsert MakeInsert()
    {
        using var scope = scopes.CreateScope();
        return new AuditInsert(direct, scope.ServiceProvider.GetRequiredService<GatehouseDb>().Model);
    }

    private sealed record Waiting(AuditRow Row, SqlStatement? Statement, TaskCompletionSource Written);
}
