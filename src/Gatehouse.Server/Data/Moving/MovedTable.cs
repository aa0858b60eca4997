using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Data.Moving;

/// <summary>A table of the model, as a move sees it: columns and the places of its key in them.</summary>
/// <param name="Key">Places in <paramref name="Columns"/>.</param>
/// <param name="IsKeptByTriggers">Rows come into being beside those of another table; they make room for the source's.</param>
internal sealed record MovedTable(string Name, IReadOnlyList<MovedColumn> Columns, IReadOnlyList<int> Key, bool IsKeptByTriggers)
{
    public string ColumnList => string.Join(", ", Columns.Select(column => column.Name));

    public string KeyList => string.Join(", ", Key.Select(place => Columns[place].Name));

    /// <summary>
    /// Every table of the model: those that others refer to before these, what triggers keep after what it counts. The key ring comes last,
    /// because a start takes a database without one for unfinished.
    /// </summary>
    public static IReadOnlyList<MovedTable> AllOf(GatehouseDb db)
    {
        var open = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .OrderBy(table => table.Name == KeyRingMapping.Table).ThenBy(IsCounted).ThenBy(table => table.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<ITable>();
        while (open.Count > 0)
        {
            var next = open.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || ordered.Contains(key.PrincipalTable)));
            open.Remove(next);
            ordered.Add(next);
        }

        return [.. ordered.Select(Of)];
    }

    private static MovedTable Of(ITable table)
    {
        var columns = table.Columns.ToList();
        return new(table.Name, [.. columns.Select(MovedColumn.Of)], [.. table.PrimaryKey!.Columns.Select(column => columns.IndexOf((IColumn)column))], IsCounted(table));
    }

    private static bool IsCounted(ITable table) => table.EntityTypeMappings.Any(mapping => mapping.TypeBase.FindAnnotation(TableNotes.KeptByTriggers) is not null);
}

/// <param name="IsJson">Of PostgreSQL's type <c>json</c>; it keeps its text (docs/adr/0006).</param>
internal sealed record MovedColumn(string Name, MovedKind Kind, bool IsJson)
{
    public static MovedColumn Of(IColumn column)
    {
        var mapping = column.PropertyMappings[0].TypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) type = Enum.GetUnderlyingType(type);
        return new(column.Name, KindOf(type) ?? throw new NotSupportedException($"{column.Table.Name}.{column.Name} is of a type that a move does not know: {type.Name}"), column.StoreType == "json");
    }

    private static MovedKind? KindOf(Type type) =>
        type == typeof(string) ? MovedKind.Text
        : type == typeof(long) ? MovedKind.Long
        : type == typeof(int) ? MovedKind.Int
        : type == typeof(bool) ? MovedKind.Bool
        : type == typeof(DateTime) ? MovedKind.Time
        : type == typeof(DateOnly) ? MovedKind.Day
        : type == typeof(double) ? MovedKind.Double
        : type == typeof(byte[]) ? MovedKind.Bytes
        : null;
}

/// <summary>What a column holds, in the words of the program rather than of either database.</summary>
internal enum MovedKind
{
    Text,
    Long,
    Int,
    Bool,

    /// <summary>UTC. SQLite keeps tenths of a microsecond, PostgreSQL whole ones.</summary>
    Time,
    Day,
    Double,
    Bytes,
}
