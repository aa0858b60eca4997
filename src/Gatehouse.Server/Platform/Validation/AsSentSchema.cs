using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>Keeps a value as it was sent, once another schema has accepted it.</summary>
internal sealed class AsSentSchema<T>(Schema<T> schema) : Schema<JsonText>
{
    public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
    {
        var fits = schema.TryRead(value, reading, out _);
        result = fits ? JsonText.From(value) : default;
        return fits;
    }

    public override JsonObject Describe() => schema.Describe();
}
