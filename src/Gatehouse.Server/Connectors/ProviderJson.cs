using System.Text.Json;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>JSON that a provider said: read only if it can be kept, and kept without what would open doors.</summary>
internal static class ProviderJson
{
    private static readonly string[] Keys = ["secret", "password", "credential"];

    /// <returns>Null when it is no JSON object that can be kept.</returns>
    public static JsonElement? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Storable.FindProblem(document.RootElement) is null
                ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Without tokens, codes and secrets, at any depth: records, audit entries and error answers are no place for them.</summary>
    public static JsonText WithoutSecrets(JsonElement value) => JsonText.Write(json => Write(json, value));

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var member in value.EnumerateObject().Where(member => !IsSecret(member.Name)))
            {
                json.WritePropertyName(member.Name);
                Write(json, member.Value);
            }

            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Write(json, item);
            json.WriteEndArray();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static bool IsSecret(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return plain.EndsWith("token", StringComparison.OrdinalIgnoreCase) || plain.Equals("code", StringComparison.OrdinalIgnoreCase)
            || Keys.Any(key => plain.Contains(key, StringComparison.OrdinalIgnoreCase));
    }
}
