using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>An input object: the fields that are read; everything else in it is dropped silently, or refused when it is strict (contract 1.5).</summary>
internal sealed class ObjectSchema(params IReadOnlyList<IField> fields) : Schema<Input>
{
    public IReadOnlyList<IField> Fields => fields;

    /// <summary>Set for an object of any members, which is kept as it was sent: the input has it under this field.</summary>
    public Field<JsonText>? Whole { get; private init; }

    /// <summary>A body that is itself the value.</summary>
    /// <param name="known">The members that must fit when they are there.</param>
    public static ObjectSchema Bare(Field<JsonText> whole, params IReadOnlyList<IField> known) => new(known) { Whole = whole };

    public bool IsStrict { get; private init; }

    /// <summary>The same, but a member that no field reads is refused.</summary>
    public ObjectSchema Strict() => new(fields) { IsStrict = true };

    public override bool TryRead(JsonElement value, Reading reading, out Input result)
    {
        result = new Input();
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
        if (Whole is not null) result.Set(Whole.Name, JsonText.From(value));
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
        if (Whole is not null) description["additionalProperties"] = true;
        return description;
    }
}
