using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>An input object that has one of several shapes; a member that all of them have says which.</summary>
/// <param name="tag">That member's name; the shapes have it as a field of their own.</param>
internal sealed class TaggedSchema(string tag, params IReadOnlyList<KeyValuePair<string, ObjectSchema>> shapes) : Schema<Input>
{
    private readonly Field<string> _tag = Schemas.OneOf([.. shapes.Select(shape => shape.Key)]).Required(tag);

    public override bool TryRead(JsonElement value, Reading reading, out Input result)
    {
        result = new Input();
        if (value.ValueKind != JsonValueKind.Object) return reading.InvalidType("object", value);
        if (!_tag.ReadInto(result, value.TryGetProperty(tag, out var member) ? member : default, reading)) return false;
        var chosen = result.Get(_tag);
        return shapes.First(shape => shape.Key == chosen).Value.TryRead(value, reading, out result);
    }

    public override JsonObject Describe() => new() { ["oneOf"] = new JsonArray([.. shapes.Select(shape => shape.Value.Describe())]) };
}
