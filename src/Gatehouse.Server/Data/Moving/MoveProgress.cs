using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Data.Moving;

/// <summary>How far a table has got. Written in the transaction of the rows that it speaks of.</summary>
/// <param name="Rows">So many are in the target.</param>
/// <param name="Last">The key of the last of them; null: none yet.</param>
internal sealed record MoveProgress(long Rows, object?[]? Last, bool IsComplete)
{
    /// <summary>In the target as long as the move is not finished. No server starts beside it.</summary>
    public const string Table = "gatehouse_move";

    /// <summary>The name that no table has, under which the target knows its source.</summary>
    public const string SourceName = "";

    public static MoveProgress None { get; } = new(0, null, IsComplete: false);

    public string Write(MovedTable table) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("rows", Rows);
        writer.WriteBoolean("complete", IsComplete);
        writer.WriteStartArray("last");
        for (var i = 0; i < Last?.Length; i++) WriteValue(writer, table.Columns[table.Key[i]].Kind, Last[i]!);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }).Text;

    public static MoveProgress Read(MovedTable table, string text)
    {
        using var document = JsonDocument.Parse(text);
        var (root, last) = (document.RootElement, document.RootElement.GetProperty("last"));
        return new(root.GetProperty("rows").GetInt64(),
            last.GetArrayLength() == 0 ? null : [.. last.EnumerateArray().Select((value, i) => ReadValue(table.Columns[table.Key[i]].Kind, value))],
            root.GetProperty("complete").GetBoolean());
    }

    private static void WriteValue(Utf8JsonWriter writer, MovedKind kind, object value)
    {
        switch (kind)
        {
            case MovedKind.Text: writer.WriteStringValue((string)value); break;
            case MovedKind.Long: writer.WriteNumberValue((long)value); break;
            case MovedKind.Int: writer.WriteNumberValue((int)value); break;
            case MovedKind.Day: writer.WriteNumberValue(((DateOnly)value).DayNumber); break;
            case MovedKind.Time: writer.WriteNumberValue(((DateTime)value).Ticks); break;
            default: throw new NotSupportedException($"No key holds a {kind}");
        }
    }

    private static object ReadValue(MovedKind kind, JsonElement value) => kind switch
    {
        MovedKind.Text => value.GetString()!,
        MovedKind.Long => value.GetInt64(),
        MovedKind.Int => value.GetInt32(),
        MovedKind.Day => DateOnly.FromDayNumber(value.GetInt32()),
        MovedKind.Time => new DateTime(value.GetInt64(), DateTimeKind.Utc),
        _ => throw new NotSupportedException($"No key holds a {kind}"),
    };
}
