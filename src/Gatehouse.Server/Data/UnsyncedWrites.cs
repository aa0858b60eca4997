using System.Data.Common;

namespace Gatehouse.Server.Data;

/// <summary>
/// Statements on SQLite that need not outlive a power cut, such as the count of guesses. Other connections see
/// them at once and a process that is killed loses none; the disk has them with the next commit that waits for it. Never for a change that was
/// acknowledged.
/// </summary>
internal sealed class UnsyncedWrites(DirectConnection direct, WriteGate gate) : IDisposable
{
    private DbConnection? _connection;

    /// <returns>How many rows were touched.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public async Task<int> ExecuteAsync(SqlStatement statement, CancellationToken ct)
    {
        using (await gate.EnterAsync(ct))
        {
            _connection ??= await direct.OpenUnsyncedAsync(ct);
            await using var command = SqlBatch.Command(_connection, transaction: null, statement.Sql, statement.Values);
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    public void Dispose() => _connection?.Dispose();
}
