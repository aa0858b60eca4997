using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A value, or <c>false</c> for none.</summary>
internal sealed class FalseOrSchema<T>(Schema<T> schema) : Schema<T?> where T : struct
{
    public override bool TryRead(JsonElement value, Reading reading, out T? result)
    {
        result = null;
        if (value.ValueKind == JsonValueKind.False) return true;
        var fits = schema.TryRead(value, reading, out var read);
        result = read;
        return fits;
    }

    public override JsonObject Describe() =>
        new() { ["oneOf"] = new JsonArray(schema.Describe(), new JsonObject { ["type"] = "boolean", ["enum"] = new JsonArray(JsonValue.Create(false)) }) };
}
