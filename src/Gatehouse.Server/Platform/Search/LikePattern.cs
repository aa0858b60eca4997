using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Search;

/// <summary>A SQL LIKE pattern: <c>%</c> any text, <c>_</c> any one character, <c>\</c> takes the next character as it stands.</summary>
internal sealed class LikePattern
{
    private readonly string _regex;

    private LikePattern(string? literal, string longestRun, string regex)
    {
        Literal = literal;
        LongestRun = longestRun;
        _regex = regex;
    }

    /// <summary>The text without its escapes when the pattern has no wildcard, so that equality does the same; else null.</summary>
    public string? Literal { get; }

    /// <summary>
    /// The longest text between wildcards (the first of equals, empty when there is none). Every match contains it, so an index
    /// of trigrams can narrow the rows when it has three characters or more.
    /// </summary>
    public string LongestRun { get; }

    /// <summary>False when a lone escape ends the pattern, which PostgreSQL reports only once a row gets that far.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out LikePattern? parsed)
    {
        parsed = null;
        var regex = new StringBuilder(@"\A", pattern.Length + 8);
        var run = new StringBuilder();
        var longest = "";
        var hasWildcard = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter is '%' or '_')
            {
                hasWildcard = true;
                EndRun();
                regex.Append(letter == '%' ? "(?s:.*)" : RegexText.AnyCharacter);
                continue;
            }
            if (letter == '\\')
            {
                if (++at == pattern.Length) return false;
                letter = pattern[at];
            }
            run.Append(letter);
            RegexText.AppendLiteral(regex, letter);
        }
        EndRun();
        parsed = new LikePattern(hasWildcard ? null : longest, longest, regex.Append(@"\z").ToString());
        return true;

        void EndRun()
        {
            if (RegexText.CountCharacters(run) > RegexText.CountCharacters(longest)) longest = run.ToString();
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
