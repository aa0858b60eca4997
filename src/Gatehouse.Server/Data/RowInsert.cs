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
    /// <summary>In one statement, where a trigger that runs once a statement makes the difference.</summary>
    private const int RowsTogether = 100;

    private static readonly ConditionalWeakTable<IModel, RowInsert<T>> Known = [];

    private readonly string _sql;
    private readonly Lazy<string> _sqlTogether;
    private readonly (Func<T, object?> Value, RelationalTypeMapping Mapping)[] _columns;

    private RowInsert(IModel model)
    {
        var entity = model.FindEntityType(typeof(T))!;
        var properties = entity.GetProperties().ToList();
        _columns = [.. properties.Select(property => (Reader(property), property.GetRelationalTypeMapping()))];
        var into = $"INSERT INTO {entity.GetTableName()} ({string.Join(", ", properties.Select(property => property.GetColumnName()))}) VALUES ";
        _sql = into + Places(0);
        _sqlTogether = new(() => into + string.Join(", ", Enumerable.Range(0, RowsTogether).Select(Places)));
    }

    public static RowInsert<T> Of(IModel model) => Known.GetValue(model, known => new RowInsert<T>(known));

    /// <summary>In the transaction that the context is in.</summary>
    /// <exception cref="DbException">The database refused one.</exception>
    public async Task WriteAsync(GatehouseDb db, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var connection = db.Database.GetDbConnection();
        await using var command = Prepare(connection, rows.First());
        await WriteAsync(connection, db.Database.CurrentTransaction!.GetDbTransaction(), command, rows, ct);
    }

    /// <param name="command">Of <see cref="Prepare"/>, for providers that have no batches.</param>
    /// <exception cref="DbException">The database refused one.</exception>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, DbCommand command, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        if (connection.CanCreateBatch)
        {
            await WriteInOneTripAsync(connection, transaction, command, rows, ct);
            return;
        }

        command.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Length; i++) command.Parameters[i].Value = Stored(i, row);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The statement, to be kept as long as the connection.</summary>
    public DbCommand Prepare(DbConnection connection, T example)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the model, no text from outside.
        command.CommandText = _sql;
#pragma warning restore CA2100
        for (var i = 0; i < _columns.Length; i++) command.Parameters.Add(Parameter(command, i, example));
        return command;
    }

    private async Task WriteInOneTripAsync(DbConnection connection, DbTransaction transaction, DbCommand maker, IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var part in rows.Chunk(RowsTogether))
        {
            if (part.Length == RowsTogether) Add(_sqlTogether.Value, part);
            else foreach (var row in part) Add(_sql, [row]);
        }

        await batch.ExecuteNonQueryAsync(ct);

        void Add(string sql, T[] together)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            for (var place = 0; place < together.Length * _columns.Length; place++)
                command.Parameters.Add(Parameter(maker, place, together[place / _columns.Length]));
            batch.BatchCommands.Add(command);
        }
    }

    private string Places(int row) => $"({string.Join(", ", Enumerable.Range(row * _columns.Length, _columns.Length).Select(place => "@p" + place))})";

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

    private DbParameter Parameter(DbCommand command, int place, T row)
    {
        var (value, mapping) = _columns[place % _columns.Length];
        return mapping.CreateParameter(command, "@p" + place, value(row), nullable: true);
    }

    private object Stored(int column, T row)
    {
        var value = _columns[column].Value(row);
        return (_columns[column].Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }
}
