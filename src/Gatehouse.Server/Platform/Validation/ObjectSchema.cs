using System.Text.Json;

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
}
