using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A JSON object whose members are texts, or again such objects. Empty texts, and objects that hold nothing else, are left out of what is read.</summary>
internal sealed class NestedTextSchema : Schema<JsonText>
{
    public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
    {
        result = default;
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
        if (!Check(value, reading)) return false;
        result = JsonText.Write(writer => Write(writer, value));
        return true;
    }

    public override JsonObject Describe() => new() { ["type"] = "object", ["additionalProperties"] = true };

    private static bool Check(JsonElement value, Reading reading)
    {
        if (value.ValueKind == JsonValueKind.String) return true;
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("string", value);
        var fits = true;
        foreach (var member in value.EnumerateObject())
        {
            reading.Enter(member.Name);
            fits &= Check(member.Value, reading);
            reading.Leave();
        }

        return fits;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject().Where(member => HasText(member.Value)))
        {
            writer.WritePropertyName(member.Name);
            if (member.Value.ValueKind == JsonValueKind.String) member.Value.WriteTo(writer);
            else Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    private static bool HasText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.Length > 0 : value.EnumerateObject().Any(member => HasText(member.Value));
}
