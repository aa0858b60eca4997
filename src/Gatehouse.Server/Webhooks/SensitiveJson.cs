using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// Makes foreign JSON fit for the log: values with secret-sounding names are masked, scripts are left out (contract/management-misc.md 1,
/// sanitising), and nothing remains that a database refuses (NUL, halves of surrogate pairs, numbers beyond measure).
/// </summary>
internal static class SensitiveJson
{
    private const string Masked = "******";
    private const int LongestExactNumber = 30;
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 256 };
    private static readonly string[] SecretParts = ["secret", "password", "apikey", "privatekey", "credential", "cookie"];

    /// <summary>Null when the text is no JSON.</summary>
    public static JsonText? TryMask(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return JsonText.Write(json => Write(json, document.RootElement));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second: an escape that is half of a surrogate pair.
            return null;
        }
    }

    /// <summary>A text that every database takes.</summary>
    public static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject()) WriteMember(json, member);
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Clean(value.GetString()!));
                break;
            case JsonValueKind.Number:
                WriteNumber(json, value);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member)
    {
        var name = member.Name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (name.StartsWith("script", StringComparison.Ordinal) || name.EndsWith("script", StringComparison.Ordinal)
            || name.Contains("environmentvariables", StringComparison.Ordinal)) return;
        json.WritePropertyName(Clean(member.Name));
        if (IsSecret(name) && !IsHarmless(member)) json.WriteStringValue(Masked);
        else Write(json, member.Value);
    }

    private static bool IsSecret(string name) =>
        SecretParts.Any(part => name.Contains(part, StringComparison.Ordinal)) || name.EndsWith("token", StringComparison.Ordinal)
        || name is "authorization" or "xfunctionskey";

    private static bool IsHarmless(JsonProperty member) =>
        member.Name is "passwordVerified" or "hasPassword" && member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static void WriteNumber(Utf8JsonWriter json, JsonElement value)
    {
        var text = value.GetRawText();
        if (text.Length <= LongestExactNumber && !text.Contains('e', StringComparison.OrdinalIgnoreCase)) json.WriteRawValue(text);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) json.WriteNumberValue(number);
        else json.WriteStringValue(text.Length <= LongestExactNumber ? text : text[..LongestExactNumber]);
    }
}
