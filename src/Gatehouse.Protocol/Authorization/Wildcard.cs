namespace Gatehouse.Protocol.Authorization;

/// <summary>A pattern with stars against a text, in linear time and ordinal.</summary>
internal static class Wildcard
{
    /// <param name="mayBeEmpty">Whether a star may stand for no character.</param>
    public static bool Matches(string pattern, string text, bool mayBeEmpty)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return pattern == text;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var least = mayBeEmpty ? 0 : 1;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            // The first place that fits leaves the most for what follows.
            var next = at + least <= text.Length ? text.IndexOf(part, at + least, StringComparison.Ordinal) : -1;
            if (next < 0) return false;
            at = next + part.Length;
        }

        return text.Length >= at + least + parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
