using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Server.Data;

/// <summary>
/// Inserts many audit rows without EF's tracking, which costs more than all the rest of a token's issue (<c>bench/load</c>). Columns and
/// conversions are the model's.
/// </summary>
internal sealed class AuditInsert
{
    private readonly string _sql;
    private readonly (Func<AuditRow, object?> Value, RelationalTypeMapping Mapping)[] _columns;

    public AuditInsert(IModel model)
    {
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
    /// <exception cref="DbException">The database refused one.</exception>
    public async Task WriteAsync(GatehouseDb db, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = db.Database.GetDbConnection();
        if (connection.CanCreateBatch) await WriteInOneTripAsync(connection, transaction.GetDbTransaction(), rows, ct);
        else await WriteOneByOneAsync(connection, transaction.GetDbTransaction(), rows, ct);
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
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Names of the model, no text from outside.
        command.CommandText = _sql;
#pragma warning restore CA2100
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var i = 0; i < _columns.Length; i++) command.Parameters.Add(Parameter(command, i, row));
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private DbParameter Parameter(DbCommand command, int column, AuditRow row) =>
        _columns[column].Mapping.CreateParameter(command, "p" + column, _columns[column].Value(row), nullable: true);
}
