using System.Text.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Platform.Api;

/// <summary>
/// What JSON can write and we can't keep as it was sent: a NUL, half of a surrogate pair, a member named twice, a number beyond a double
/// (PostgreSQL would write out all the digits of 1e100000). Refused wherever it stands, in members that nobody reads too.
/// </summary>
internal static class Storable
{
    private const int LongestNumber = 400;

    /// <summary>Null when everything can be kept.</summary>
    public static Issue? FindProblem(JsonElement value) => FindProblem(value, []);

    private static Issue? FindProblem(JsonElement value, List<object> path) => value.ValueKind switch
    {
        JsonValueKind.String => ReadText(value.GetString, path, out _),
        JsonValueKind.Number => IsDouble(value) ? null : Issue.Custom([.. path], "Must be a number that a 64-bit float can hold"),
        JsonValueKind.Object => InObject(value, path),
        JsonValueKind.Array => InArray(value, path),
        _ => null,
    };

    private static Issue? InObject(JsonElement value, List<object> path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (ReadText(() => member.Name, path, out var name) is { } badName) return badName;
            path.Add(name);
            if (!names.Add(name)) return Issue.Custom([.. path], "Must not be there twice");
            if (FindProblem(member.Value, path) is { } bad) return bad;
            path.RemoveAt(path.Count - 1);
        }

        return null;
    }

    private static Issue? InArray(JsonElement value, List<object> path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            path.Add(index++);
            if (FindProblem(item, path) is { } bad) return bad;
            path.RemoveAt(path.Count - 1);
        }

        return null;
    }

    private static Issue? ReadText(Func<string?> read, List<object> path, out string text)
    {
        text = "";
        try
        {
            text = read()!;
            return HasNul(text) ? NulAt([.. path]) : null;
        }
        catch (InvalidOperationException)
        {
            return Issue.Custom([.. path], "Must not contain half of a surrogate pair");
        }
    }

    public static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    public static Issue NulAt(object[] path) => Issue.Custom(path, "Must not contain a NUL character");

    private static bool IsDouble(JsonElement value)
    {
        var text = value.GetRawText();
        if (text.Length > LongestNumber || !value.TryGetDouble(out var number) || !double.IsFinite(number)) return false;
        // Zero, but written with another digit before the exponent: too small to be told from zero.
        return number != 0 || !text.AsSpan(0, text.IndexOfAny(['e', 'E']) is var end and >= 0 ? end : text.Length).ContainsAnyInRange('1', '9');
    }
}
