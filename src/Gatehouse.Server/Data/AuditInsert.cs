using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Data;

/// <summary>
/// Inserts audit rows by <see cref="RowInsert{T}"/> on a connection of its own: it keeps the connection and the prepared statement, and drops
/// both when the database refuses something. Used by one caller at a time.
/// </summary>
internal sealed class AuditInsert(DirectConnection direct, IModel model) : IDisposable
{
    private readonly RowInsert<AuditRow> _rows = RowInsert<AuditRow>.Of(model);
    private DbConnection? _connection;
    private DbCommand? _command;

    /// <summary>All of them or none, with the changes that belong to them.</summary>
    /// <exception cref="DbException">The database refused one, or can't be reached.</exception>
    public async Task WriteAsync(IReadOnlyList<AuditRow> rows, IReadOnlyList<AuditStatement> statements, CancellationToken ct)
    {
        var isKept = _connection is not null;
        _connection ??= await direct.OpenAsync(ct);
        try
        {
            _command ??= _rows.Prepare(_connection, rows[0]);
            await using var transaction = await _connection.BeginTransactionAsync(ct);
            await _rows.WriteAsync(_connection, transaction, _command, rows, ct);
            foreach (var statement in statements) await RunAsync(_connection, transaction, statement, ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbException) when (isKept && _connection.State != System.Data.ConnectionState.Open)
        {
            // It broke while nobody used it, a fail-over for example: that says nothing about the rows.
            Dispose();
            await WriteAsync(rows, statements, ct);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction transaction, AuditStatement statement, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // A literal, as its docstring asks.
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        for (var i = 0; i < statement.Values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", statement.Values[i]);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    public void Dispose()
    {
        _command?.Dispose();
        _connection?.Dispose();
        (_command, _connection) = (null, null);
    }
}
