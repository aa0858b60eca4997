namespace Gatehouse.Server.Data;

/// <summary>
/// SQLite has one writer. Inside the process writers queue here, where waiting costs nothing, instead of in SQLite's busy loop,
/// where it blocks a thread. On PostgreSQL the gate is always open.
/// </summary>
internal sealed class WriteGate(DatabaseUrl url) : IDisposable
{
    private readonly SemaphoreSlim? _turn = url.IsSqlite ? new SemaphoreSlim(1, 1) : null;

    public async ValueTask<Pass> EnterAsync(CancellationToken ct)
    {
        if (_turn is not null) await _turn.WaitAsync(ct);
        return new Pass(_turn);
    }

    public void Dispose() => _turn?.Dispose();

    internal readonly struct Pass(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
