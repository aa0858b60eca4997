using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A JSON number within bounds.</summary>
internal sealed class NumberSchema(decimal minimum = decimal.MinValue, decimal maximum = decimal.MaxValue, bool isWhole = false) : Schema<decimal>
{
    /// <summary>The same without fractions.</summary>
    public NumberSchema Whole() => new(minimum, maximum, isWhole: true);

    public override bool TryRead(JsonElement value, Reading reading, out decimal result)
    {
        result = 0;
        if (value.ValueKind != JsonValueKind.Number) return reading.InvalidType("number", value);
        var isDecimal = value.TryGetDecimal(out result);
        if (isDecimal && isWhole && decimal.Truncate(result) != result)
        {
            reading.Add(Issue.InvalidType(reading.Path, "integer", "float"));
            return false;
        }

        if (isDecimal && result >= minimum && result <= maximum) return true;
        var isLow = isDecimal ? result < minimum : value.GetRawText().StartsWith('-');
        reading.Add(isLow ? Issue.TooSmall(reading.Path, "number", minimum) : Issue.TooBig(reading.Path, "number", maximum));
        return false;
    }

    public override JsonObject Describe()
    {
        var description = new JsonObject { ["type"] = isWhole ? "integer" : "number" };
        if (minimum != decimal.MinValue) description["minimum"] = minimum;
        if (maximum != decimal.MaxValue) description["maximum"] = maximum;
        return description;
    }
}
