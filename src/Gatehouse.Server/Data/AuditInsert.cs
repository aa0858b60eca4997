using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Server.Data;

/// <summary>
/// Inserts many audit rows without EF's tracking, which costs more than all the rest of a token's issue (<c>bench/load</c>). Columns and
/// conversions are the model's. It keeps one connection and its prepared statement, and drops both when the database refuses something.
/// Used by one caller at a time.
/// </summary>
internal sealed class AuditInsert : IDisposable
{
    private readonly DirectConnection _direct;
    private readonly string _sql;
    private readonly (Func<AuditRow, object?> Value, RelationalTypeMapping Mapping)[] _columns;
    private DbConnection? _connection;
    private DbCommand? _one;

    public AuditInsert(DirectConnection direct, IModel model)
    {
        _direct = direct;
        var entity = model.FindEntityType(typeof(AuditRow))!;
        var properties = entity.GetProperties().ToList();
        _columns = [.. properties.Select(property =>
        {
            var getter = property.GetGetter();
            return ((Func<AuditRow, object?>)(row => getter.GetClrValue(row)), property.GetRelationalTypeMapping());
        })];
        _sql = $"INSERT INTO {entity.GetTableName()} ({string.Join(", ", properties.Select(property => property.GetColumnName()))}) "
            + $"VALUES ({string.Join(", ", properties.Select((_, number) => "@p" + number))})";
    }

    /// <summary>All of them or none.</summary>
    /// <exception cref="DbException">The database refused one, or can't be reached.</exception>
    public async Task WriteAsync(IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var isKept = _connection is not null;
        _connection ??= await _direct.OpenAsync(ct);
        try
        {
            await WriteAsync(_connection, rows, ct);
        }
        catch (DbException) when (isKept && _connection.State != System.Data.ConnectionState.Open)
        {
            // It broke while nobody used it, a fail-over for example: that says nothing about the rows.
            Dispose();
            await WriteAsync(rows, ct);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _one?.Dispose();
        _connection?.Dispose();
        (_one, _connection) = (null, null);
    }

    private async Task WriteAsync(DbConnection connection, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (connection.CanCreateBatch) await WriteInOneTripAsync(connection, transaction, rows, ct);
        else await WriteOneByOneAsync(connection, transaction, rows, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task WriteInOneTripAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        await using var maker = connection.CreateCommand();
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = _sql;
            for (var i = 0; i < _columns.Length; i++) command.Parameters.Add(Parameter(maker, i, row));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteOneByOneAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        _one ??= Prepare(connection, rows[0]);
        _one.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Length; i++) _one.Parameters[i].Value = Stored(i, row);
            await _one.ExecuteNonQueryAsync(ct);
        }
    }

    private DbCommand Prepare(DbConnection connection, AuditRow example)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the model, no text from outside.
        command.CommandText = _sql;
#pragma warning restore CA2100
        for (var i = 0; i < _columns.Length; i++) command.Parameters.Add(Parameter(command, i, example));
        return command;
    }

    private DbParameter Parameter(DbCommand command, int column, AuditRow row) =>
        _columns[column].Mapping.CreateParameter(command, "@p" + column, _columns[column].Value(row), nullable: true);

    private object Stored(int column, AuditRow row)
    {
        var value = _columns[column].Value(row);
        return (_columns[column].Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }
}
