using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Console;

/// <summary>What the API finds wrong with a member of a body (contract/management-api.md 1.3), as what is wanted in the field, in the reader's words.</summary>
internal static class FieldWords
{
    /// <summary>Members whose texts must have a shape that can be told: <c>problem_field.shape_NAME</c>.</summary>
    private static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["username"] = "username", ["primaryEmail"] = "email", ["email"] = "email", ["supportEmail"] = "email", ["fromEmail"] = "email", ["invitee"] = "email",
        ["primaryPhone"] = "phone", ["phone"] = "phone", ["primaryColor"] = "color", ["darkPrimaryColor"] = "color", ["birthdate"] = "date",
    }.ToFrozenDictionary();

    public static string Of(PageTexts texts, JsonElement issue)
    {
        var leaf = issue.GetProperty("path").EnumerateArray().LastOrDefault(part => part.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } name ? name.GetString()! : "";
        return texts.Say("problem_field." + NameOf(issue, leaf), ("n", Bound(issue)), ("options", Options(issue)), ("message", Text(issue, "message")));
    }

    private static string NameOf(JsonElement issue, string leaf) => Text(issue, "code") switch
    {
        "invalid_type" when Text(issue, "received") is "undefined" or "null" => "needed",
        "invalid_type" => Text(issue, "expected") switch { "integer" => "integer", "number" => "number", "object" => "object", _ => "wrong" },
        "too_small" when Text(issue, "type") is "string" && Bound(issue) is "1" => "needed",
        "too_small" => Text(issue, "type") switch { "string" => "longer", "array" => "more", _ => "larger" },
        "too_big" => Text(issue, "type") switch { "string" => "shorter", "array" => "fewer", _ => "smaller" },
        "invalid_string" when Shapes.TryGetValue(leaf, out var shape) => "shape_" + shape,
        "invalid_string" when Text(issue, "validation") is "url" || leaf.EndsWith("Url", StringComparison.Ordinal) || leaf.EndsWith("Uri", StringComparison.Ordinal) => "url",
        "invalid_enum_value" => "option",
        "custom" => "custom",
        _ => "wrong",
    };

    private static string Bound(JsonElement issue) =>
        issue.TryGetProperty("minimum", out var bound) || issue.TryGetProperty("maximum", out bound) ? bound.GetRawText() : "";

    private static string Options(JsonElement issue) =>
        issue.TryGetProperty("options", out var options) ? string.Join(", ", options.EnumerateArray().Select(option => option.GetString())) : "";

    private static string Text(JsonElement issue, string name) => issue.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
