using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.ManagementApi;

/// <summary>A JSON text in which members of some names have no values that say anything, however deep they stand. The kind of each value stays.</summary>
internal static class MaskedJson
{
    private const string Mask = "******";

    public static JsonText Of(JsonText text, IReadOnlySet<string> members) => JsonText.Write(json => Write(json, text.ToElement(), members));

    private static void Write(Utf8JsonWriter json, JsonElement value, IReadOnlySet<string> members)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    if (members.Contains(member.Name)) WriteMask(json, member.Value);
                    else Write(json, member.Value, members);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item, members);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteMask(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case JsonValueKind.Null:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Mask);
                break;
        }
    }
}
