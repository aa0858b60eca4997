using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>One thing that is wrong with one place of an input, with the members that contract 1.3 gives it beside code, path and message.</summary>
internal sealed record Issue(string Code, IReadOnlyList<object> Path, string Message, IReadOnlyList<KeyValuePair<string, object>> Members)
{
    public static Issue InvalidType(IReadOnlyList<object> path, string expected, string received) =>
        new("invalid_type", path, received == "undefined" ? "A value is required" : $"Expected {expected}, received {received}",
            [new("expected", expected), new("received", received)]);

    public static Issue TooSmall(IReadOnlyList<object> path, string type, decimal minimum) =>
        new("too_small", path, $"Must be at least {Say(minimum)}{Unit(type)}", Bound("minimum", minimum, type));

    public static Issue TooBig(IReadOnlyList<object> path, string type, decimal maximum) =>
        new("too_big", path, $"Must be at most {Say(maximum)}{Unit(type)}", Bound("maximum", maximum, type));

    public static Issue InvalidString(IReadOnlyList<object> path, string validation) =>
        new("invalid_string", path, $"Not a valid {validation}", [new("validation", validation)]);

    public static Issue InvalidEnum(IReadOnlyList<object> path, IReadOnlyList<string> options, string received) =>
        new("invalid_enum_value", path, $"Must be one of {string.Join(", ", options)}", [new("received", received), new("options", options)]);

    public static Issue UnrecognizedKeys(IReadOnlyList<object> path, IReadOnlyList<string> keys) =>
        new("unrecognized_keys", path, $"Must not have {string.Join(", ", keys)}", [new("keys", keys)]);

    public static Issue Custom(IReadOnlyList<object> path, string message) => new("custom", path, message, []);

    /// <summary>The refusal of contract 1.3: 400 <c>guard.invalid_input</c>, issues as data, a line for each as details.</summary>
    public static Refusal Refuse(string part, IReadOnlyList<Issue> issues) => new Refusal("guard.invalid_input")
    {
        Data = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("issues");
            foreach (var issue in issues)
                issue.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteString("name", "ZodError");
            writer.WriteEndObject();
        }),
        Details = string.Join('\n', issues.Select(issue => $"\"{string.Join('.', issue.Path)}\" ({issue.Code}): {issue.Message}")),
    }.With("part", part);

    private static string Say(decimal bound) => bound.ToString(CultureInfo.InvariantCulture);

    private static string Unit(string type) => type switch { "string" => " characters", "array" => " items", _ => "" };

    private static KeyValuePair<string, object>[] Bound(string name, decimal bound, string type) =>
        [new(name, bound), new("type", type), new("inclusive", true), new("exact", false)];

    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("code", Code);
        foreach (var (name, value) in Members)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteStartArray("path");
        foreach (var step in Path)
            WriteValue(writer, step);
        writer.WriteEndArray();
        writer.WriteString("message", Message);
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case int number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case IReadOnlyList<string> texts: JsonText.Strings(texts).WriteTo(writer); break;
            default: throw new ArgumentException($"An issue can't carry a {value.GetType()}", nameof(value));
        }
    }
}
