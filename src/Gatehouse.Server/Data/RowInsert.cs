using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Server.Data;

/// <summary>
/// Inserts many rows of one table without EF's tracking, which costs more than all the rest of a token's issue (<c>bench/load</c>) or of a
/// user's import (<c>bench/import</c>). Columns and conversions are the model's.
/// </summary>
internal sealed class RowInsert<T> where T : class
{
    private static readonly ConditionalWeakTable<IModel, RowInsert<T>> Known = [];

    private readonly string _sql;
    private readonly (Func<T, object?> Value, RelationalTypeMapping Mapping)[] _columns;

    private RowInsert(IModel model)
    {
        var entity = model.FindEntityType(typeof(T))!;
        var properties = entity.GetProperties().ToList();
        _columns = [.. properties.Select(property => (Reader(property), property.GetRelationalTypeMapping()))];
        _sql = $"INSERT INTO {entity.GetTableName()} ({string.Join(", ", properties.Select(property => property.GetColumnName()))}) "
            + $"VALUES ({string.Join(", ", properties.Select((_, number) => "@p" + number))})";
    }

    public static RowInsert<T> Of(IModel model) => Known.GetValue(model, known => new RowInsert<T>(known));

    /// <summary>In the transaction that the context is in.</summary>
    /// <exception cref="DbException">The database refused one.</exception>
    public async Task WriteAsync(GatehouseDb db, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var connection = db.Database.GetDbConnection();
        if (connection.CanCreateBatch) await WriteInOneTripAsync(connection, transaction, rows, ct);
        else await WriteOneByOneAsync(connection, transaction, rows, ct);
    }

    private async Task WriteInOneTripAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<T> rows, CancellationToken ct)
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

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteOneByOneAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<T> rows, CancellationToken ct)
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

    /// <summary>A column that the class does not have (the row version) begins with its type's default.</summary>
    private static Func<T, object?> Reader(IProperty property)
    {
        if (property.IsShadowProperty())
        {
            var initial = property.ClrType.IsValueType ? RuntimeHelpers.GetUninitializedObject(property.ClrType) : null;
            return _ => initial;
        }

        var getter = property.GetGetter();
        return row => getter.GetClrValue(row);
    }

    private DbParameter Parameter(DbCommand command, int column, T row) =>
        _columns[column].Mapping.CreateParameter(command, "p" + column, _columns[column].Value(row), nullable: true);
}
