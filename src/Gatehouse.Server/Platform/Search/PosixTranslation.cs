using System.Globalization;
using System.Text;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// One pass over a POSIX pattern, writing the .NET pattern that accepts the same texts. Sections are PostgreSQL's manual's.
/// </summary>
internal sealed class PosixTranslation(string pattern, int start, bool isCaseSensitive)
{
    private const int DeepestNesting = 64;
    private const int LargestBound = 255;

    private readonly StringBuilder _regex = new(pattern.Length * 2);
    private int _at = start;
    private int _depth;
    private bool _hasAtom;

    /// <summary>Null when the pattern is refused.</summary>
    public string? Run()
    {
        while (_at < pattern.Length)
        {
            if (!Step()) return null;
        }
        return _depth == 0 ? _regex.ToString() : null;
    }

    private bool Step()
    {
        var letter = pattern[_at];
        switch (letter)
        {
            case '(':
                return Open();
            case ')':
                _at++;
                return --_depth >= 0 && Atom(")");
            case '|':
                _at++;
                return NoAtom("|");
            case '^':
                _at++;
                return NoAtom(@"\A");
            case '$':
                _at++;
                return NoAtom(@"\z");
            case '.':
                _at++;
                return Atom(RegexText.AnyCharacter);
            case '[':
                return PosixBracket.TryRead(pattern, ref _at, isCaseSensitive, out var bracket) && Atom(bracket);
            case '*' or '+' or '?':
                _at++;
                return Quantify(letter.ToString());
            case '{' when _at + 1 < pattern.Length && char.IsAsciiDigit(pattern[_at + 1]):
                return Bound();
            case '\\':
                return Escape();
            default:
                return Literal(PosixEscape.ReadCodePoint(pattern, ref _at));
        }
    }

    /// <summary>9.7.3.1: every "(?" but the plain group is lookaround.</summary>
    private bool Open()
    {
        var rest = pattern.AsSpan(_at);
        var isPlain = rest.StartsWith("(?:");
        if (!isPlain && rest.StartsWith("(?")) return false;
        _at += isPlain ? 3 : 1;
        return ++_depth <= DeepestNesting && NoAtom("(?:");
    }

    /// <summary>9.7.3.1: {m}, {m,} and {m,n} with 0 ≤ m ≤ n ≤ 255.</summary>
    private bool Bound()
    {
        var end = pattern.IndexOf('}', _at);
        if (end < 0) return false;
        var text = pattern.AsSpan(_at + 1, end - _at - 1);
        var comma = text.IndexOf(',');
        if (!TryReadBound(comma < 0 ? text : text[..comma], out var least)) return false;

        var upper = comma < 0 ? default : text[(comma + 1)..];
        if (upper.Length > 0 && (!TryReadBound(upper, out var most) || most < least)) return false;
        _at = end + 1;
        return Quantify($"{{{text}}}");
    }

    private static bool TryReadBound(ReadOnlySpan<char> digits, out int bound) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bound) && bound <= LargestBound;

    /// <summary>Nothing is quantified twice, nor a constraint; a "?" behind asks for the shortest match and decides nothing.</summary>
    private bool Quantify(string quantifier)
    {
        if (!_hasAtom) return false;
        if (_at < pattern.Length && pattern[_at] == '?') _at++;
        return NoAtom(quantifier);
    }

    /// <summary>9.7.3.3: character entries, class shorthands and constraints.</summary>
    private bool Escape()
    {
        if (_at + 1 == pattern.Length) return false;
        var letter = pattern[_at + 1];
        if (PosixEscape.Shorthand(letter) is { } members)
        {
            _at += 2;
            return Atom($"[{members}]");
        }
        if (letter is 'D' or 'S' or 'W')
        {
            _at += 2;
            return Atom($@"(?:[^\uD800-\uDFFF{PosixEscape.Shorthand(char.ToLowerInvariant(letter))}]|{RegexText.Pair})");
        }
        var constraint = letter switch { 'A' => @"\A", 'Z' => @"\z", 'y' => @"\b", 'Y' => @"\B", _ => null };
        if (constraint is null) return PosixEscape.TryReadCharacter(pattern, ref _at, out var codePoint) && Literal(codePoint);
        _at += 2;
        return NoAtom(constraint);
    }

    private bool Literal(int codePoint)
    {
        RegexText.AppendAtom(_regex, codePoint);
        return _hasAtom = true;
    }

    private bool Atom(string text)
    {
        _regex.Append(text);
        return _hasAtom = true;
    }

    private bool NoAtom(string text)
    {
        _regex.Append(text);
        _hasAtom = false;
        return true;
    }
}
