using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>An input object: the fields that are read; everything else in it is dropped silently, or refused when it is strict (contract 1.5).</summary>
internal sealed class ObjectSchema(params IReadOnlyList<IField> fields) : Schema<Input>
{
    public IReadOnlyList<IField> Fields => fields;

    public bool IsStrict { get; private init; }

    /// <summary>The same, but a member that no field reads is refused.</summary>
    public ObjectSchema Strict() => new(fields) { IsStrict = true };

    public override bool TryRead(JsonElement value, Reading reading, out Input result)
    {
        result = new Input();
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
        var fits = true;
        foreach (var field in fields)
            fits &= field.ReadInto(result, value.TryGetProperty(field.Name, out var member) ? member : default, reading);
        if (!IsStrict) return fits;
        var unknown = value.EnumerateObject().Select(member => member.Name).Except(fields.Select(field => field.Name)).ToList();
        if (unknown.Count > 0) reading.Add(Issue.UnrecognizedKeys(reading.Path, unknown));
        return fits && unknown.Count == 0;
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
