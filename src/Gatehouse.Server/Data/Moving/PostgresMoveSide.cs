using System.Data.Common;
using System.Globalization;
using Gatehouse.Server.Platform.Configuration;
using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Server.Data.Moving;

/// <summary>A database of PostgreSQL, as source or target of a move.</summary>
internal sealed class PostgresMoveSide(DatabaseUrl url) : MoveSide(url)
{
    private const int Looks = 20;

    private readonly NpgsqlConnection _connection = new(new NpgsqlConnectionStringBuilder(url.ConnectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "gatehouse move" }.ConnectionString);
    private NpgsqlTransaction? _hold;

    protected override DbConnection Connection => _connection;

    protected override DbTransaction? Transaction => _hold;

    protected override string TableNames => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_\\_EF%'";

    protected override string HasTable => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename = @p0";

    /// <summary>Running servers are known by the name that they give.</summary>
    public override async Task OpenAloneAsync(CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        var name = new NpgsqlConnectionStringBuilder(Url.ConnectionString).ApplicationName ?? "";
        const string others = "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = @p0";
        for (var look = 1; await ReadTextsAsync(others, ct, name) is { Count: > 0 and var count }; look++)
        {
            // Connections of a server that was stopped just now end in a moment.
            if (look > Looks) throw new SettingsException($"{Name} is in use by {count} connections of '{name}'; stop every server first.");
            await Task.Delay(100, ct);
        }
    }

    /// <summary>Who is not known for a server can't write to the tables either as long as this transaction lives.</summary>
    public override async Task HoldAsync(IReadOnlyList<MovedTable> tables, CancellationToken ct)
    {
        _hold = await _connection.BeginTransactionAsync(ct);
        try
        {
            await RunAsync("SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0", ct);
            await RunAsync($"LOCK TABLE {string.Join(", ", tables.Select(table => table.Name))} IN SHARE MODE", ct);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new SettingsException($"{Name} is in use: somebody writes to it; stop every server first.", problem);
        }
    }

    public override Task OpenAsync(CancellationToken ct) => _connection.OpenAsync(ct);

    public override async Task WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, MoveProgress progress, bool makesRoom, CancellationToken ct)
    {
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        if (makesRoom) await RunAsync($"DELETE FROM {table.Name}", ct);
        await using (var copy = await _connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct))
        {
            copy.Timeout = Timeout.InfiniteTimeSpan;
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                for (var i = 0; i < row.Length; i++) await WriteAsync(copy, table.Columns[i], row[i], ct);
            }

            await copy.CompleteAsync(ct);
        }

        await RunAsync(Remember, ct, table.Name, progress.Write(table));
        await transaction.CommitAsync(ct);
    }

    /// <summary>The sequence goes on above all that were given out, here or on SQLite; statistics, because the first queries must not wait for autovacuum.</summary>
    public override async Task FinishAsync(CancellationToken ct)
    {
        await ReadTextsAsync($"""
            SELECT setval('event_order', greatest({EventOrder.First.ToString(CultureInfo.InvariantCulture)}, 1 + greatest((SELECT max(sequence) FROM events), (SELECT max(sequence) FROM outbox))), false)::text
            """, ct);
        await RunAsync("ANALYZE", ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, MovedColumn column, object? value, CancellationToken ct) => value switch
    {
        null => copy.WriteNullAsync(ct),
        string text => copy.WriteAsync(text, column.IsJson ? NpgsqlDbType.Json : NpgsqlDbType.Text, ct),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, ct),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, ct),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, ct),
        DateTime time => copy.WriteAsync(WholeMicroseconds(time), NpgsqlDbType.TimestampTz, ct),
        DateOnly day => copy.WriteAsync(day, NpgsqlDbType.Date, ct),
        double number => copy.WriteAsync(number, NpgsqlDbType.Double, ct),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, ct),
        _ => throw new NotSupportedException(column.Name),
    };

    /// <summary>The last moment that there is stays: the driver takes it for infinity, there and back.</summary>
    private static DateTime WholeMicroseconds(DateTime time) =>
        time == DateTime.MaxValue ? time : new DateTime(time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
}
