using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>
/// Audit entries of paths that change nothing else (token issue): many requests share one commit. The caller waits until its entry is on
/// disk, so that nothing that was answered is missing from the log.
/// </summary>
internal sealed class AuditQueue(IServiceScopeFactory scopes, WriteGate gate, ILogger<AuditQueue> log) : BackgroundService
{
    private const int LargestBatch = 512;
    private readonly Channel<Waiting> _entries = Channel.CreateBounded<Waiting>(8192);

    public async Task WriteAsync(AuditRow row, CancellationToken ct)
    {
        var waiting = new Waiting(row, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _entries.Writer.WriteAsync(waiting, ct);
        await waiting.Written.Task.WaitAsync(ct);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        if (ExecuteTask is { } loop) await loop.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(LargestBatch);
        while (await _entries.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // While the gate is shut the batch grows: the slower the disk, the more entries share its next turn.
            using (await gate.EnterAsync(CancellationToken.None))
            {
                while (batch.Count < LargestBatch && _entries.Reader.TryRead(out var next)) batch.Add(next);
                await CommitAsync(batch);
            }

            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            await SaveAsync(batch);
        }
        catch (DbException) when (batch.Count > 1)
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
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None))
        {
            await RowInsert<AuditRow>.Of(db.Model).WriteAsync(db, batch.ConvertAll(waiting => waiting.Row), CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        foreach (var waiting in batch) waiting.Written.SetResult();
    }

    private sealed record Waiting(AuditRow Row, TaskCompletionSource Written);
}
