using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>Custom data as text that people edit.</summary>
internal static class CustomDataText
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement customData) => JsonSerializer.Serialize(customData, Readable);

    /// <param name="field">Of the form, which the problem is told beside.</param>
    /// <returns>The object, or why it is none: the first fault with its line and column, both from 1.</returns>
    public static (JsonObject? Data, ApiProblem? Problem) Read(ConsoleFrame frame, string text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return ([], null);
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject data
                ? (data, null) : (null, ApiProblem.Own(frame.Say("json.no_object"), field));
        }
        catch (JsonException fault)
        {
            var line = (int)(fault.LineNumber ?? 0);
            return (null, ApiProblem.Own(frame.Say("json.broken", ("line", Number(line + 1)), ("column", Number(ColumnOf(text, line, (int)(fault.BytePositionInLine ?? 0)) + 1))), field));
        }
    }

    /// <summary>The parser counts octets, people count letters.</summary>
    private static int ColumnOf(string text, int line, int octets)
    {
        var letters = text.Split('\n').ElementAtOrDefault(line) ?? "";
        var bytes = Encoding.UTF8.GetBytes(letters);
        return Encoding.UTF8.GetCharCount(bytes.AsSpan(0, Math.Min(octets, bytes.Length)));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
