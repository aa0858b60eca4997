using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Tests.Support;

/// <summary>Holds a JSON value against a schema object of OpenAPI 3.0.</summary>
/// <param name="refusesUndeclared">Members that the schema does not name are wrong, not just unknown.</param>
internal sealed class JsonFit(bool refusesUndeclared)
{
    private readonly List<string> _problems = [];

    /// <summary>What does not fit, a line for each place; none when everything does.</summary>
    public static IReadOnlyList<string> Problems(JsonElement value, JsonNode schema, bool refusesUndeclared)
    {
        var fit = new JsonFit(refusesUndeclared);
        fit.Check("body", value, schema);
        return fit._problems;
    }

    private void Check(string at, JsonElement value, JsonNode schema)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (schema["nullable"]?.GetValue<bool>() != true && (schema["type"] ?? schema["anyOf"] ?? schema["oneOf"]) is not null) _problems.Add($"{at} is null");
            return;
        }

        if (schema["type"] is { } type && !IsOfType(value, type.GetValue<string>()))
        {
            _problems.Add($"{at} is {value.ValueKind}, not {type}");
            return;
        }

        if (schema["enum"] is JsonArray options && !options.Any(option => option is not null && option.ToJsonString() == JsonNode.Parse(value.GetRawText())!.ToJsonString()))
            _problems.Add($"{at} is {value.GetRawText()}, not one of {options.ToJsonString()}");
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray alternatives) CheckAlternatives(at, value, alternatives);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: CheckObject(at, value, schema); break;
            case JsonValueKind.Array: CheckArray(at, value, schema); break;
            case JsonValueKind.String: CheckText(at, value.GetString()!, schema); break;
            case JsonValueKind.Number: CheckNumber(at, value.GetDecimal(), schema); break;
        }
    }

    private void CheckAlternatives(string at, JsonElement value, JsonArray alternatives)
    {
        var tried = alternatives.Select(alternative => Problems(value, alternative!, refusesUndeclared)).ToList();
        if (tried.All(problems => problems.Count > 0))
            _problems.Add($"{at} fits no alternative ({string.Join(" | ", tried.Select(problems => string.Join(", ", problems)))})");
    }

    private void CheckObject(string at, JsonElement value, JsonNode schema)
    {
        var members = schema["properties"] as JsonObject;
        foreach (var name in schema["required"] as JsonArray ?? [])
        {
            if (!value.TryGetProperty(name!.GetValue<string>(), out _)) _problems.Add($"{at} lacks {name}");
        }

        foreach (var member in value.EnumerateObject())
        {
            if (members?[member.Name] is { } known) Check($"{at}.{member.Name}", member.Value, known);
            else if (schema["additionalProperties"] is JsonObject each) Check($"{at}.{member.Name}", member.Value, each);
            else if (refusesUndeclared && members is not null && schema["additionalProperties"] is null) _problems.Add($"{at}.{member.Name} is not declared");
        }
    }

    private void CheckArray(string at, JsonElement value, JsonNode schema)
    {
        if (schema["minItems"] is { } least && value.GetArrayLength() < least.GetValue<int>()) _problems.Add($"{at} has fewer than {least} items");
        if (schema["items"] is not { } item) return;
        var index = 0;
        foreach (var element in value.EnumerateArray()) Check($"{at}[{(index++).ToString(CultureInfo.InvariantCulture)}]", element, item);
    }

    private void CheckText(string at, string text, JsonNode schema)
    {
        if (schema["minLength"] is { } shortest && text.Length < shortest.GetValue<int>()) _problems.Add($"{at} is shorter than {shortest}");
        if (schema["maxLength"] is { } longest && text.Length > longest.GetValue<int>()) _problems.Add($"{at} is longer than {longest}");
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.GetValue<string>())) _problems.Add($"{at} does not match {pattern}: {text}");
    }

    private void CheckNumber(string at, decimal number, JsonNode schema)
    {
        if (schema["minimum"] is { } least && number < least.GetValue<decimal>()) _problems.Add($"{at} is less than {least}");
        if (schema["maximum"] is { } most && number > most.GetValue<decimal>()) _problems.Add($"{at} is more than {most}");
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.Truncate(number) == number,
        _ => throw new ArgumentException($"Unknown type {type}", nameof(type)),
    };
}
