using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// A regular expression in PostgreSQL's syntax (POSIX extended with its "advanced" escapes), compiled for .NET. Back references,
/// lookaround and the one-sided word borders are refused: no engine matches them in linear time.
/// </summary>
internal static class PosixPattern
{
    public static bool TryCompile(string pattern, bool isCaseSensitive, [NotNullWhen(true)] out Regex? regex)
    {
        regex = null;
        if (!TryReadOptions(pattern, ref isCaseSensitive, out var start)) return false;
        if (new PosixTranslation(pattern, start, isCaseSensitive).Run() is not { } translated) return false;
        try
        {
            regex = new Regex(translated, RegexText.Options(isCaseSensitive));
            return true;
        }
        catch (NotSupportedException)
        {
            return false; // more states than the engine allows
        }
    }

    /// <summary>
    /// PostgreSQL 9.7.3.4: a pattern may begin with <c>(?xyz)</c>. Case (i, c) and what is so anyway (s, t) are taken; the other
    /// letters change the language itself and are refused, as is the <c>***</c> that does the same.
    /// </summary>
    private static bool TryReadOptions(string pattern, ref bool isCaseSensitive, out int start)
    {
        start = 0;
        if (!pattern.StartsWith("(?", StringComparison.Ordinal) || pattern.Length == 2 || !char.IsAsciiLetter(pattern[2])) return true;
        for (var at = 2; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case 'i': isCaseSensitive = false; break;
                case 'c': isCaseSensitive = true; break;
                case 's' or 't': break;
                case ')': start = at + 1; return true;
                default: return false;
            }
        }
        return false;
    }
}
