using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Search;

/// <summary>A SQL LIKE pattern: <c>%</c> any text, <c>_</c> any one character, <c>\</c> takes the next character as it stands.</summary>
internal sealed class LikePattern
{
    private readonly string _regex;

    private LikePattern(bool hasWildcard, IReadOnlyList<string> runs, bool isInside, string regex)
    {
        Literal = hasWildcard ? null : runs.Count == 0 ? "" : runs[0];
        Runs = runs;
        Contained = isInside && runs.Count == 1 ? runs[0] : null;
        _regex = regex;
    }

    /// <summary>The text without its escapes when the pattern has no wildcard, so that equality does the same; else null.</summary>
    public string? Literal { get; }

    /// <summary>
    /// The texts between wildcards, in order, without empty ones. Every match contains each of them, so an index of trigrams can narrow the
    /// rows by those that have three characters or more.
    /// </summary>
    public IReadOnlyList<string> Runs { get; }

    /// <summary>The text that a value must contain when nothing else is asked of it: <c>%text%</c>; else null.</summary>
    public string? Contained { get; }

    /// <summary>False when a lone escape ends the pattern, which PostgreSQL reports only once a row gets that far.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out LikePattern? parsed)
    {
        parsed = null;
        var regex = new StringBuilder(@"\A", pattern.Length + 8);
        var run = new StringBuilder();
        var runs = new List<string>();
        var (hasWildcard, hasSingle, endsOpen) = (false, false, false);
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter is '%' or '_')
            {
                hasWildcard = endsOpen = true;
                hasSingle |= letter == '_';
                EndRun();
                regex.Append(letter == '%' ? "(?s:.*)" : RegexText.AnyCharacter);
                continue;
            }
            if (letter == '\\')
            {
                if (++at == pattern.Length) return false;
                letter = pattern[at];
            }
            endsOpen = false;
            run.Append(letter);
            RegexText.AppendLiteral(regex, letter);
        }
        EndRun();
        var isInside = pattern.StartsWith('%') && endsOpen && !hasSingle;
        parsed = new LikePattern(hasWildcard, runs, isInside, regex.Append(@"\z").ToString());
        return true;

        void EndRun()
        {
            if (run.Length > 0) runs.Add(run.ToString());
            run.Clear();
        }
    }

    /// <summary>The pattern that only this text matches.</summary>
    public static string Escape(string literal)
    {
        var text = new StringBuilder(literal.Length + 4);
        foreach (var letter in literal)
        {
            if (letter is '%' or '_' or '\\') text.Append('\\');
            text.Append(letter);
        }

        return text.ToString();
    }

    /// <summary>For a database that can't evaluate the pattern as PostgreSQL does. Linear in the text, whatever the pattern.</summary>
    public Regex ToRegex(bool isCaseSensitive) => new(_regex, RegexText.Options(isCaseSensitive));
}
