using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// The pattern of SQL's SIMILAR TO: <c>% _ | * + ? {m,n} ( ) [ ]</c> mean something, <c>. ^ $</c> stand for themselves and
/// <c>\</c> escapes. It is rewritten as PostgreSQL does it (similar_to_escape) into a POSIX pattern, so that both agree.
/// </summary>
internal static class SimilarToPattern
{
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex)
    {
        regex = null;
        return ToPosix(pattern) is { } posix && PosixPattern.TryCompile(posix, isCaseSensitive: true, out regex);
    }

    private static string? ToPosix(string pattern)
    {
        var posix = new StringBuilder("^(?:", pattern.Length + 8);
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\')
            {
                // \" parts a pattern for SUBSTRING and has no meaning here.
                if (++at == pattern.Length || pattern[at] == '"') return null;
                posix.Append('\\').Append(pattern[at]);
            }
            else if (letter == '[')
            {
                var end = EndOfBracket(pattern, at);
                if (end < 0) return null;
                posix.Append(pattern, at, end - at + 1);
                at = end;
            }
            else
            {
                _ = letter switch
                {
                    '%' => posix.Append(".*"),
                    '_' => posix.Append('.'),
                    '(' => posix.Append("(?:"),
                    '.' or '^' or '$' => posix.Append('\\').Append(letter),
                    _ => posix.Append(letter),
                };
            }
        }
        return posix.Append(")$").ToString();
    }

    /// <summary>A closing bracket in first place, escaped or in a named class does not close.</summary>
    private static int EndOfBracket(string pattern, int open)
    {
        var at = open + 1;
        if (at < pattern.Length && pattern[at] == '^') at++;
        for (var first = at; at < pattern.Length; at++)
        {
            if (pattern[at] == ']' && at > first) return at;
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] is var kind and (':' or '.' or '='))
            {
                var close = pattern.IndexOf($"{kind}]", at + 2, StringComparison.Ordinal);
                if (close < 0) return -1;
                at = close + 1;
            }
        }
        return -1;
    }
}
