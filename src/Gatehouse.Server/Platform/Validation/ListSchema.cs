using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A JSON array whose items fit one schema.</summary>
internal sealed class ListSchema<T>(Schema<T> item, int minimum = 0, int maximum = int.MaxValue) : Schema<IReadOnlyList<T>>
{
    public ListSchema<T> NonEmpty() => new(item, 1, maximum);

    public ListSchema<T> AtMost(int items) => new(item, minimum, items);

    public override bool TryRead(JsonElement value, Reading reading, out IReadOnlyList<T> result)
    {
        result = [];
        if (value.ValueKind != JsonValueKind.Array) return reading.InvalidType("array", value);
        if (value.GetArrayLength() < minimum)
        {
            reading.Add(Issue.TooSmall(reading.Path, "array", minimum));
            return false;
        }

        if (value.GetArrayLength() > maximum)
        {
            reading.Add(Issue.TooBig(reading.Path, "array", maximum));
            return false;
        }

        var items = new List<T>(value.GetArrayLength());
        var fits = true;
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            reading.Enter(index++);
            if (item.TryRead(element, reading, out var read)) items.Add(read);
            else fits = false;
            reading.Leave();
        }

        result = items;
        return fits;
    }

    public override JsonObject Describe()
    {
        var description = new JsonObject { ["type"] = "array", ["items"] = item.Describe() };
        if (minimum > 0) description["minItems"] = minimum;
        return description;
    }
}
