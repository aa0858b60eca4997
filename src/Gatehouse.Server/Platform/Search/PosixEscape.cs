using System.Globalization;

namespace Gatehouse.Server.Platform.Search;

/// <summary>The escapes that mean the same inside and outside of brackets (PostgreSQL 9.7.3.3).</summary>
internal static class PosixEscape
{
    private const int LastCodePoint = 0x10FFFF;

    /// <summary>The members of the class behind \d, \s or \w, to stand in brackets.</summary>
    public static string? Shorthand(char letter) => letter switch
    {
        'd' => "0-9",
        's' => @"\s",
        'w' => @"\p{L}\p{Nd}_",
        _ => null,
    };

    public static int ReadCodePoint(string pattern, ref int at)
    {
        var isPair = char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(pattern[at], pattern[at + 1]) : pattern[at];
        at += isPair ? 2 : 1;
        return codePoint;
    }

    /// <summary>Reads the character that the backslash at this place stands for; false for back references and unknown letters.</summary>
    public static bool TryReadCharacter(string pattern, ref int at, out int codePoint)
    {
        codePoint = 0;
        if (++at >= pattern.Length) return false;
        if (!char.IsAsciiLetterOrDigit(pattern[at]))
        {
            codePoint = ReadCodePoint(pattern, ref at);
            return true;
        }
        var letter = pattern[at++];
        switch (letter)
        {
            case 'a': codePoint = 7; return true;
            case 'b': codePoint = 8; return true;
            case 'B': codePoint = '\\'; return true;
            case 'e': codePoint = 27; return true;
            case 'f': codePoint = 12; return true;
            case 'n': codePoint = 10; return true;
            case 'r': codePoint = 13; return true;
            case 't': codePoint = 9; return true;
            case 'v': codePoint = 11; return true;
            case 'c':
                if (at == pattern.Length) return false;
                codePoint = ReadCodePoint(pattern, ref at) & 0x1F;
                return true;
            case '0':
                codePoint = ReadOctal(pattern, ref at);
                return true;
            case 'u': return TryReadHex(pattern, ref at, 4, 4, out codePoint);
            case 'U': return TryReadHex(pattern, ref at, 8, 8, out codePoint);
            case 'x': return TryReadHex(pattern, ref at, 1, int.MaxValue, out codePoint);
            default: return false;
        }
    }

    private static int ReadOctal(string pattern, ref int at)
    {
        var value = 0;
        for (var digits = 0; digits < 2 && at < pattern.Length && pattern[at] is >= '0' and <= '7'; digits++)
            value = (value * 8) + (pattern[at++] - '0');
        return value;
    }

    private static bool TryReadHex(string pattern, ref int at, int fewest, int most, out int codePoint)
    {
        codePoint = 0;
        var digits = 0;
        for (; digits < most && at < pattern.Length && char.IsAsciiHexDigit(pattern[at]); digits++, at++)
        {
            codePoint = (codePoint * 16) + int.Parse(pattern.AsSpan(at, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (codePoint > LastCodePoint) return false;
        }
        return digits >= fewest && codePoint is < 0xD800 or > 0xDFFF;
    }
}
