using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>An input that is one value as a whole, such as a list or a map, and not an object of named fields.</summary>
internal sealed class WholeSchema<T>(Schema<T> schema) : Schema<Input>
{
    private readonly Field<T> _value = schema.Required("");

    /// <summary>The value of an input that was read by this schema.</summary>
    public T ValueOf(Input input) => input.Get(_value)!;

    public override bool TryRead(JsonElement value, Reading reading, out Input result)
    {
        result = new Input();
        var fits = schema.TryRead(value, reading, out var read);
        if (fits) result.Set(_value.Name, read);
        return fits;
    }

    public override JsonObject Describe() => schema.Describe();
}
