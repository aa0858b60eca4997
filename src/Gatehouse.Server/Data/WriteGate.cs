namespace Gatehouse.Server.Data;

/// <summary>
/// SQLite has one writer. Inside the process writers queue here, where waiting costs nothing, instead of in SQLite's busy loop,
/// where it blocks a thread. On PostgreSQL the gate is always open.
/// </summary>
internal sealed class WriteGate(DatabaseUrl url) : IDisposable
{
    private readonly SemaphoreSlim? _turn = url.IsSqlite ? new SemaphoreSlim(1, 1) : null;
    private readonly SemaphoreSlim _losers = new(1, 1);

    public async ValueTask<Pass> EnterAsync(CancellationToken ct)
    {
        if (_turn is not null) await _turn.WaitAsync(ct);
        return new Pass(_turn);
    }

    /// <summary>
    /// Whoever lost a race queues before trying again, on either database: one loser at a time finds nobody to lose against, however many
    /// change one row at once.
    /// </summary>
    public async ValueTask<Pass> EnterAgainAsync(CancellationToken ct)
    {
        await _losers.WaitAsync(ct);
        return new Pass(_losers);
    }

    public void Dispose()
    {
        _turn?.Dispose();
        _losers.Dispose();
    }

    internal readonly struct Pass(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
