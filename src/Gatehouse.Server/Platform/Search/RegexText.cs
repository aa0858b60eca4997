using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// What the translations into .NET's regular expressions share. Databases count code points, .NET counts UTF-16 units, so that a
/// character beyond the basic plane is written as the pair it is.
/// </summary>
internal static class RegexText
{
    public const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    public const string AnyCharacter = $@"(?:[^\uD800-\uDFFF]|{Pair})";

    /// <summary>Non-backtracking: the time is linear in the text, and patterns that need too big an automaton are refused.</summary>
    public static RegexOptions Options(bool isCaseSensitive) =>
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
        | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);

    public static void AppendLiteral(StringBuilder regex, char unit)
    {
        if (char.IsAsciiLetterOrDigit(unit)) regex.Append(unit);
        else regex.Append(CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}");
    }

    /// <summary>One character as one atom, so that a quantifier may follow.</summary>
    public static void AppendAtom(StringBuilder regex, int codePoint)
    {
        if (codePoint <= char.MaxValue)
        {
            AppendLiteral(regex, (char)codePoint);
            return;
        }
        regex.Append("(?:");
        AppendPair(regex, codePoint);
        regex.Append(')');
    }

    public static void AppendPair(StringBuilder regex, int codePoint)
    {
        foreach (var unit in char.ConvertFromUtf32(codePoint)) AppendLiteral(regex, unit);
    }
}
