using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A JSON string with a length and a shape. Lengths count UTF-16 code units, as every client of the contract counts them.</summary>
internal sealed class TextSchema : Schema<string>
{
    private int minimum;
    private int maximum = int.MaxValue;
    private bool emptyIsFine;
    private string? validation;
    private (string Name, string Value)? description;
    private Func<string, bool> fits = _ => true;

    public TextSchema AtLeast(int length) => With(schema => schema.minimum = length);

    public TextSchema AtMost(int length) => With(schema => schema.maximum = length);

    /// <summary>The empty string passes whatever the shape asks for.</summary>
    public TextSchema OrEmpty() => With(schema => schema.emptyIsFine = true);

    public TextSchema Matching(Regex shape) => Shaped("regex", ("pattern", ToEcma(shape)), shape.IsMatch);

    /// <summary>An absolute URL of any scheme. The scheme must be written: by itself the framework takes a file's path for a URL.</summary>
    public TextSchema Url() => Shaped("url", ("format", "uri"), text =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && text.StartsWith(url.Scheme + ':', StringComparison.OrdinalIgnoreCase));

    public override bool TryRead(JsonElement value, Reading reading, out string result)
    {
        result = "";
        if (value.ValueKind != JsonValueKind.String) return reading.InvalidType("string", value);
        result = value.GetString()!;
        if (result.Length == 0 && emptyIsFine) return true;
        Issue? issue = null;
        if (result.Length < minimum) issue = Issue.TooSmall(reading.Path, "string", minimum);
        else if (result.Length > maximum) issue = Issue.TooBig(reading.Path, "string", maximum);
        else if (!fits(result)) issue = Issue.InvalidString(reading.Path, validation!);
        if (issue is null) return true;
        reading.Add(issue);
        return false;
    }

    public override JsonObject Describe()
    {
        var rules = new JsonObject();
        if (minimum > 0) rules["minLength"] = minimum;
        if (description is { } shape) rules[shape.Name] = shape.Value;
        var whole = new JsonObject { ["type"] = "string" };
        if (maximum < int.MaxValue) whole["maxLength"] = maximum;
        if (emptyIsFine && rules.Count > 0)
        {
            whole["anyOf"] = new JsonArray(rules, new JsonObject { ["maxLength"] = 0 });
            return whole;
        }

        foreach (var (name, rule) in rules) whole[name] = rule?.DeepClone();
        return whole;
    }

    /// <summary>Documents write patterns in ECMAScript's words, which has others for the ends of a text.</summary>
    private static string ToEcma(Regex shape) =>
        shape.ToString().Replace(@"\A", "^", StringComparison.Ordinal).Replace(@"\z", "$", StringComparison.Ordinal);

    private TextSchema Shaped(string name, (string Name, string Value) describe, Func<string, bool> shape) =>
        With(schema => (schema.validation, schema.description, schema.fits) = (name, describe, shape));

    private TextSchema With(Action<TextSchema> change)
    {
        var copy = (TextSchema)MemberwiseClone();
        change(copy);
        return copy;
    }
}
