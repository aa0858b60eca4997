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
        var inBracket = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\')
            {
                // \" parts a pattern for SUBSTRING and has no meaning here.
                if (++at == pattern.Length || pattern[at] == '"') return null;
                posix.Append('\\').Append(pattern[at]);
                continue;
            }
            if (inBracket)
            {
                posix.Append(letter);
                inBracket = letter != ']';
                continue;
            }
            inBracket = letter == '[';
            _ = letter switch
            {
                '%' => posix.Append(".*"),
                '_' => posix.Append('.'),
                '(' => posix.Append("(?:"),
                '.' or '^' or '$' => posix.Append('\\').Append(letter),
                _ => posix.Append(letter),
            };
        }
        return posix.Append(")$").ToString();
    }
}
