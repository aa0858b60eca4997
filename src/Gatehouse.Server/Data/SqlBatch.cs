using System.Data.Common;

namespace Gatehouse.Server.Data;

/// <summary>Statements without EF, for the few places where thousands a second are worth it: in one round trip where the provider can.</summary>
internal static class SqlBatch
{
    /// <param name="sql">A literal with the places <c>@p0</c>, <c>@p1</c> and so on.</param>
    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // A literal, as the docstring asks.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(Parameter(command, i, values[i]));
        return command;
    }

    /// <returns>How many rows each statement touched.</returns>
    public static async Task<int[]> RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        if (statements.Count == 0) return [];
        return connection.CanCreateBatch ? await RunTogetherAsync(connection, transaction, statements, ct) : await RunEachAsync(connection, transaction, statements, ct);
    }

    /// <summary>
    /// Has PostgreSQL take indexes in this transaction, and of several the one that gives the order that is asked for. Of a table that was
    /// empty a moment ago it knows no better than to read it whole, and it keeps such a plan for a statement that comes again.
    /// </summary>
    public static async Task PreferIndexesAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        if (!connection.CanCreateBatch) return;
        await using var command = Command(connection, transaction, "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<int[]> RunTogetherAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        await using var maker = connection.CreateCommand();
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // A literal, as its docstring asks.
            command.CommandText = statement.Sql;
#pragma warning restore CA2100
            for (var i = 0; i < statement.Values.Length; i++) command.Parameters.Add(Parameter(maker, i, statement.Values[i]));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    /// <summary>A statement that comes again keeps what was prepared of it.</summary>
    private static async Task<int[]> RunEachAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SqlStatement> statements, CancellationToken ct)
    {
        var prepared = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        try
        {
            var touched = new int[statements.Count];
            for (var at = 0; at < statements.Count; at++)
            {
                var statement = statements[at];
                if (prepared.TryGetValue(statement.Sql, out var command))
                {
                    for (var i = 0; i < statement.Values.Length; i++) command.Parameters[i].Value = statement.Values[i];
                }
                else
                {
                    prepared[statement.Sql] = command = Command(connection, transaction, statement.Sql, statement.Values);
                }

                touched[at] = await command.ExecuteNonQueryAsync(ct);
            }

            return touched;
        }
        finally
        {
            foreach (var command in prepared.Values) await command.DisposeAsync();
        }
    }

    private static DbParameter Parameter(DbCommand command, int place, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ($"p{place}", value ?? DBNull.Value);
        return parameter;
    }
}
