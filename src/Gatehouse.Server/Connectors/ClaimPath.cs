using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// A place in what a provider says: the name of a member, or names with dots between; <c>list[flag,flag]</c> is the first item of a list
/// whose flags are all true. With <c>{{places}}</c> in it, a text that is put together from several, or nothing if one is missing.
/// </summary>
internal static partial class ClaimPath
{
    /// <returns>A text or a number as text; null when there is none.</returns>
    public static string? Text(JsonElement claims, IReadOnlyList<string>? paths) =>
        paths?.Select(path => path.Contains("{{", StringComparison.Ordinal) ? Composed(claims, path) : TextAt(claims, path)).FirstOrDefault(text => text is not null);

    /// <summary>Whether every one of the flags is true.</summary>
    /// <param name="acceptsTexts"><c>"true"</c> will do.</param>
    public static bool AreTrue(JsonElement claims, IReadOnlyList<string>? paths, bool acceptsTexts) =>
        paths is { Count: > 0 } && paths.All(path => Find(claims, path) is { } flag
            && (flag.ValueKind == JsonValueKind.True || (acceptsTexts && flag.ValueKind == JsonValueKind.String && flag.ValueEquals("true"))));

    private static string? Composed(JsonElement claims, string template)
    {
        var isWhole = true;
        var text = Place().Replace(template, place =>
        {
            var value = TextAt(claims, place.Groups[1].Value);
            isWhole &= value is not null;
            return value ?? "";
        });
        return isWhole ? text : null;
    }

    private static string? TextAt(JsonElement claims, string path) => Find(claims, path) switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } some => some,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static JsonElement? Find(JsonElement from, string path)
    {
        // Names of claims may be URLs, with dots in them.
        if (from.ValueKind == JsonValueKind.Object && from.TryGetProperty(path, out var whole)) return whole;
        JsonElement? found = from;
        foreach (var step in path.Split('.'))
        {
            if (found is not { ValueKind: JsonValueKind.Object } at) return null;
            var (name, flags) = step.Split('[') is [var list, var inside] ? (list, inside.TrimEnd(']').Split(',')) : (step, null);
            if (!at.TryGetProperty(name, out var value)) return null;
            found = flags is null ? value : Flagged(value, flags);
        }

        return found;
    }

    private static JsonElement? Flagged(JsonElement list, string[] flags) =>
        list.ValueKind != JsonValueKind.Array ? null
        : list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object
            && flags.All(flag => item.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True)).Cast<JsonElement?>().FirstOrDefault();

    [GeneratedRegex(@"\{\{([\w.]+)\}\}")]
    private static partial Regex Place();
}
