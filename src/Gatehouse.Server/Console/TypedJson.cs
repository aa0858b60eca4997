using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

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
        (value, problem) = ([], null);
        var text = visit.Form[field];
        if (string.IsNullOrWhiteSpace(text)) return true;
        try
        {
            if (JsonNode.Parse(text, null, Strict) is JsonObject found) value = found;
            else problem = ApiProblem.Own(visit.Say("json.no_object"), field);
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
