using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A value, or a list of such values: a query parameter that may be repeated.</summary>
internal sealed class OneOrManySchema<T>(Schema<T> item) : Schema<IReadOnlyList<T>>
{
    private readonly ListSchema<T> _many = new(item);

    public override bool TryRead(JsonElement value, Reading reading, out IReadOnlyList<T> result)
    {
        if (value.ValueKind == JsonValueKind.Array) return _many.TryRead(value, reading, out result);
        var fits = item.TryRead(value, reading, out var one);
        result = fits ? [one] : [];
        return fits;
    }

    public override JsonObject Describe() => new() { ["oneOf"] = new JsonArray(item.Describe(), _many.Describe()) };
}
