using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>JSON that somebody typed into a form. What can't be read is refused with its line and column.</summary>
internal static class TypedJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is shown for editing; empty for an empty object.</summary>
    public static string Show(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().MoveNext())
            ? "" : JsonSerializer.Serialize(value, Indented);

    /// <summary>The object in a field; an empty one for nothing.</summary>
    public static bool TryRead(ConsoleVisit visit, string field, out JsonObject value, out ApiProblem? problem)
    {
        value = [];
        if (!TryReadAny(visit, field, out var any, out problem)) return false;
        if (any is JsonObject found) value = found;
        else if (visit.Form[field].AsSpan().Trim().Length > 0) problem = ApiProblem.Own(visit.Say("json.no_object"), field);
        return problem is null;
    }

    /// <summary>The value in a field, of whatever type; null for nothing.</summary>
    public static bool TryReadAny(ConsoleVisit visit, string field, out JsonNode? value, out ApiProblem? problem)
    {
        (value, problem) = (null, null);
        var text = visit.Form[field];
        if (string.IsNullOrWhiteSpace(text)) return true;
        try
        {
            value = JsonNode.Parse(text, null, Strict);
        }
        catch (JsonException broken)
        {
            problem = ApiProblem.Own(visit.Say("json.broken", ("line", Number((broken.LineNumber ?? 0) + 1)), ("column", Number(ColumnOf(text, broken)))), field);
        }

        return problem is null;
    }

    /// <summary>In characters, where the parser counts octets.</summary>
    private static long ColumnOf(string text, JsonException broken)
    {
        var line = text.Split('\n').ElementAtOrDefault((int)(broken.LineNumber ?? 0)) ?? "";
        var octets = Encoding.UTF8.GetBytes(line);
        return Encoding.UTF8.GetString(octets, 0, (int)Math.Min(broken.BytePositionInLine ?? 0, octets.Length)).Length + 1;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
