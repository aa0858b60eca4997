using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>An input object: the fields that are read; everything else in it is dropped silently (contract 1.5).</summary>
internal sealed class ObjectSchema(params IReadOnlyList<IField> fields) : Schema<Input>
{
    public IReadOnlyList<IField> Fields => fields;

    public override bool TryRead(JsonElement value, Reading reading, out Input result)
    {
        result = new Input();
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
        var fits = true;
        foreach (var field in fields)
            fits &= field.ReadInto(result, value.TryGetProperty(field.Name, out var member) ? member : default, reading);
        return fits;
    }

    public override JsonObject Describe()
    {
        var description = new JsonObject { ["type"] = "object" };
        if (fields.Any(field => field.IsRequired))
            description["required"] = new JsonArray([.. fields.Where(field => field.IsRequired).Select(field => JsonValue.Create(field.Name))]);
        description["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Schema.Describe())));
        return description;
    }
}
