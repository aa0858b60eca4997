using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Data.Moving;
using Gatehouse.Server.Platform.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Tests.Data;

/// <summary>
/// Rows for every table of the model with values that are hard to keep: of each column the least, the greatest, the longest, nothing, control
/// characters, other scripts. The rows of one number belong to one tenant and refer to each other.
/// </summary>
internal static class OddRows
{
    public const int PerTable = 8;

    private static readonly string[] Texts =
        ["", "plain", "한국어 日本語 😀 é e\u0301", "\u0001\u0008\t\r\n\u001f\u007f\u0085\u2028\ufeff", "'; DROP TABLE users; -- \\ % _ \"\"", "\uffff\ud7ff\ue000", " blank ", "NULL"];

    private static readonly string[] Jsons =
        ["{}", "[]", "\"\"", "null", """{"b":1.10,"a":"\u0000\ud83d\ude00","b":2}""", """[ 1 , "한국어😀" ]""", "1e400", """{"":{"":[[]]}}"""];

    private static readonly long[] Numbers = [0, long.MinValue, long.MaxValue, -1, 1L << 53, int.MinValue, int.MaxValue, 7];

    private static readonly DateTime[] Times =
    [
        DateTime.MinValue, DateTime.MaxValue, new DateTime(1999, 12, 31, 23, 59, 59).AddTicks(9_999_999), new DateTime(2026, 1, 2, 3, 4, 5).AddTicks(1_234_567),
        new DateTime(1970, 1, 1), new DateTime(1582, 10, 10, 0, 0, 0).AddTicks(10), new DateTime(2000, 1, 1), new DateTime(9999, 12, 31, 23, 59, 59).AddTicks(9_999_990),
    ];

    private static readonly DateOnly[] Days =
        [DateOnly.MinValue, DateOnly.MaxValue, new(2026, 2, 28), new(1969, 12, 31), new(2000, 1, 1), new(1999, 12, 31), new(1582, 10, 10), new(4000, 2, 29)];

    private static readonly double[] Reals = [0, double.MaxValue, double.MinValue, double.Epsilon, 0.1, -1e-300, 1d / 3, 1L << 53];

    private static readonly byte[][] Blobs = [[], [0], [.. Enumerable.Range(0, 256).Select(i => (byte)i)], [255, 254], new byte[70_000], [1, 0, 1], [0, 0], [13, 10]];

    public static async Task FillAsync(GatehouseDb db, SqliteConnection connection)
    {
        var tables = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.ToDictionary(table => table.Name);
        var rows = new Dictionary<(string Table, string Column, int Row), object?>();
        var first = 0;
        foreach (var moved in MovedTable.AllOf(db))
        {
            var table = tables[moved.Name];
            if (moved.IsKeptByTriggers) await RunAsync(connection, $"DELETE FROM {moved.Name}", []);
            // Each column has each value once, and begins with another.
            var columns = table.Columns.Select(column => (column, first++)).ToList();
            for (var row = 0; row < PerTable; row++)
            {
                foreach (var (column, start) in columns)
                    rows[(table.Name, column.Name, row)] = Referred(rows, table, column, row) ?? Value(table, column, row, start);
                await RunAsync(connection,
                    $"INSERT INTO {table.Name} ({moved.ColumnList}) VALUES ({string.Join(", ", moved.Columns.Select((_, i) => "@p" + i))})",
                    [.. moved.Columns.Select(column => rows[(table.Name, column.Name, row)])]);
            }
        }
    }

    /// <summary>Every row as one text, in an order of its own; times to the microsecond, which is what PostgreSQL keeps.</summary>
    public static async Task<List<string>> DumpAsync(GatehouseDb db, SqliteConnection connection)
    {
        var lines = new List<string>();
        foreach (var table in MovedTable.AllOf(db))
        {
            var columns = table.Columns.Select(column => column.Kind == MovedKind.Time ? $"substr({column.Name}, 1, 26)" : $"quote({column.Name})");
            lines.AddRange((await DatabaseDump.RowsAsync(connection, $"SELECT {string.Join(", ", columns)} FROM {table.Name}")).Select(row => $"{table.Name}: {string.Join('|', row)}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static object? Referred(Dictionary<(string Table, string Column, int Row), object?> rows, ITable table, IColumn column, int row)
    {
        foreach (var key in table.ForeignKeyConstraints.Where(key => key.PrincipalTable != table && key.Columns.Contains(column)))
            return rows[(key.PrincipalTable.Name, key.PrincipalColumns[key.Columns.ToList().IndexOf(column)].Name, row)];
        return null;
    }

    private static object? Value(ITable table, IColumn column, int row, int start)
    {
        var isKey = table.PrimaryKey!.Columns.Contains(column);
        var number = row.ToString(CultureInfo.InvariantCulture);
        // Whose rows they are; what the key of these tables is alone.
        if (column.Name == "tenant_id" || table.Name == "tenants" && isKey) return "tenant " + number;
        if (table.Name == KeyRingMapping.Table && isKey) return "한 key " + number;
        // Row numbers of the text index; what the database counts on from.
        if (column.Name == "sequence") return (table.Name == "users" ? long.MinValue : 0) + row;
        var place = (row + start) % PerTable;
        if (column.IsNullable && place == start / PerTable % PerTable) return null;
        if (column.PropertyMappings[0].Property.ClrType is var type && (type == typeof(JsonText) || type == typeof(JsonText?))) return Jsons[place];
        return MovedColumn.Of(column).Kind switch
        {
            MovedKind.Text => Text(column, place),
            MovedKind.Long => Numbers[place],
            MovedKind.Int => (int)Math.Clamp(Numbers[place], int.MinValue, int.MaxValue),
            MovedKind.Bool => place % 2 == 0,
            MovedKind.Time => Times[place],
            MovedKind.Day => Days[place],
            MovedKind.Double => Reals[place],
            MovedKind.Bytes => Blobs[place],
            var kind => throw new NotSupportedException(kind.ToString()),
        };
    }

    /// <summary>As long as the column allows, or longer than a page of the database where it allows all.</summary>
    private static string Text(IColumn column, int place)
    {
        var limit = column.PropertyMappings[0].Property.GetMaxLength();
        var text = place == 1 ? string.Concat(Enumerable.Repeat("語", limit ?? 20_000)) : Texts[place];
        return text.Length <= (limit ?? int.MaxValue) ? text : text[..1];
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, object?[] values)
    {
        await using var command = SqlBatch.Command(connection, null, sql, values);
        foreach (SqliteParameter parameter in command.Parameters) parameter.Value ??= DBNull.Value;
        await command.ExecuteNonQueryAsync();
    }
}
