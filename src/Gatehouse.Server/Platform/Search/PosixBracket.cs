using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// A bracket expression (PostgreSQL 9.7.3.2). Characters beyond the basic plane may be members, but neither bound a range nor stand
/// in a negated bracket: .NET has no class for them.
/// </summary>
internal static class PosixBracket
{
    /// <summary>Reads from the opening bracket to behind the closing one.</summary>
    public static bool TryRead(string pattern, ref int at, bool isCaseSensitive, [NotNullWhen(true)] out string? regex)
    {
        regex = null;
        at++;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        if (isNegated) at++;

        var members = new StringBuilder();
        var beyond = new StringBuilder();
        for (var first = at; ; )
        {
            if (at >= pattern.Length) return false;
            if (pattern[at] == ']' && at > first) break;
            if (IsDash(pattern, at) && at > first && !EndsAfter(pattern, at)) return false;
            if (!TryReadMember(pattern, ref at, isCaseSensitive, out var classMembers, out var low)) return false;
            if (classMembers is not null)
            {
                members.Append(classMembers);
                // A class can't begin a range.
                if (at < pattern.Length && IsDash(pattern, at) && !EndsAfter(pattern, at)) return false;
                continue;
            }

            var high = low;
            if (at < pattern.Length && IsDash(pattern, at) && !EndsAfter(pattern, at))
            {
                at++;
                if (!TryReadMember(pattern, ref at, isCaseSensitive, out classMembers, out high)) return false;
                if (classMembers is not null || high < low || high > char.MaxValue) return false;
            }
            if (low > char.MaxValue) RegexText.AppendPair(beyond.Append('|'), low);
            else members.Append(CultureInfo.InvariantCulture, $@"\u{low:X4}-\u{high:X4}");
        }
        at++;

        if (isNegated && beyond.Length > 0) return false;
        regex = isNegated ? $@"(?:[^\uD800-\uDFFF{members}]|{RegexText.Pair})"
            : beyond.Length == 0 ? $"[{members}]"
            : members.Length == 0 ? $"(?:{beyond.Remove(0, 1)})"
            : $"(?:[{members}]{beyond})";
        return true;
    }

    private static bool IsDash(string pattern, int at) => pattern[at] == '-';

    private static bool EndsAfter(string pattern, int at) => at + 1 < pattern.Length && pattern[at + 1] == ']';

    private static bool TryReadMember(string pattern, ref int at, bool isCaseSensitive, out string? classMembers, out int codePoint)
    {
        classMembers = null;
        codePoint = 0;
        if (at >= pattern.Length) return false;
        var next = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        if (pattern[at] == '[' && next is ':' or '.' or '=')
            return TryReadNamed(pattern, ref at, next, isCaseSensitive, out classMembers, out codePoint);
        if (pattern[at] != '\\')
        {
            codePoint = PosixEscape.ReadCodePoint(pattern, ref at);
            return true;
        }
        classMembers = PosixEscape.Shorthand(next);
        if (classMembers is null) return PosixEscape.TryReadCharacter(pattern, ref at, out codePoint);
        at += 2;
        return true;
    }

    /// <summary>[:class:], or a collating element or equivalence class of one character, which is that character.</summary>
    private static bool TryReadNamed(
        string pattern, ref int at, char kind, bool isCaseSensitive, out string? classMembers, out int codePoint)
    {
        classMembers = null;
        codePoint = 0;
        var from = at + 2;
        var end = pattern.IndexOf($"{kind}]", from, StringComparison.Ordinal);
        if (end < 0) return false;
        var name = pattern[from..end];
        at = end + 2;
        if (kind == ':')
        {
            classMembers = Named(name, isCaseSensitive);
            return classMembers is not null;
        }
        if (name.Length == 0) return false;
        var read = 0;
        codePoint = PosixEscape.ReadCodePoint(name, ref read);
        return read == name.Length;
    }

    private static string? Named(string name, bool isCaseSensitive) => name switch
    {
        "alpha" => @"\p{L}",
        "upper" => isCaseSensitive ? @"\p{Lu}" : @"\p{L}",
        "lower" => isCaseSensitive ? @"\p{Ll}" : @"\p{L}",
        "digit" => "0-9",
        "alnum" => @"\p{L}\p{Nd}",
        "word" => @"\p{L}\p{Nd}_",
        "xdigit" => "0-9A-Fa-f",
        "space" => @"\s",
        "blank" => @"\t\p{Zs}",
        "cntrl" => @"\p{Cc}",
        "punct" => @"\p{P}\p{S}",
        "graph" => @"\p{L}\p{M}\p{N}\p{P}\p{S}",
        "print" => @"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}",
        _ => null,
    };
}
