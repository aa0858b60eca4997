using System.Data.Common;
using Gatehouse.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Data.Moving;

/// <summary>An SQLite file, as source or target of a move.</summary>
internal sealed class SqliteMoveSide(DatabaseUrl url, SqliteSetup setup) : MoveSide(url)
{
    private const int Busy = 5;

    private readonly SqliteConnection _connection = new(new SqliteConnectionStringBuilder(url.ConnectionString) { Pooling = false, DefaultTimeout = 1 }.ConnectionString);

    protected override DbConnection Connection => _connection;

    protected override string TableNames => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'users\\_search%' ESCAPE '\\'";

    protected override string HasTable => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = @p0";

    public override Task OpenAloneAsync(CancellationToken ct)
    {
        // Opening makes a file that is not there.
        if (!File.Exists(Url.SqlitePath)) throw new SettingsException($"{Name} holds no installation of Gatehouse.");
        return _connection.OpenAsync(ct);
    }

    public override async Task HoldAsync(IReadOnlyList<MovedTable> tables, CancellationToken ct)
    {
        try
        {
            // Leaving the log behind takes a lock that no other connection may hold any part of; the transaction keeps it.
            await ReadTextsAsync("PRAGMA journal_mode=DELETE", ct);
            await RunAsync("BEGIN EXCLUSIVE", ct);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == Busy)
        {
            throw new SettingsException($"{Name} is in use; stop the server first.", problem);
        }
    }

    public override async Task OpenAsync(CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        setup.Settle(_connection);
    }

    public override async Task WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, MoveProgress progress, bool makesRoom, CancellationToken ct)
    {
        await using var transaction = (SqliteTransaction)await _connection.BeginTransactionAsync(ct);
        if (makesRoom) await RunInAsync(transaction, $"DELETE FROM {table.Name}");
        await using (var insert = SqlBatch.Command(_connection, transaction,
            $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => "@p" + i))})", new object?[table.Columns.Count]))
        {
            await insert.PrepareAsync(ct);
            foreach (var row in rows)
            {
                ct.ThrowIfCancellationRequested();
                for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
                await insert.ExecuteNonQueryAsync(ct);
            }
        }

        await RunInAsync(transaction, Remember, table.Name, progress.Write(table));
        await transaction.CommitAsync(ct);

        async Task RunInAsync(SqliteTransaction within, string sql, params object[] values)
        {
            await using var command = SqlBatch.Command(_connection, within, sql, values);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task FinishAsync(CancellationToken ct)
    {
        if (await ReadTextsAsync("PRAGMA foreign_key_check", ct) is [var table, ..]) throw new InvalidOperationException($"{Name}: a row of {table} refers to one that is not there");
        await RunAsync("PRAGMA optimize", ct);
        await RunAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }
}
