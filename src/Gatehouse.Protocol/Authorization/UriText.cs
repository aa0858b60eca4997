using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatehouse.Protocol.Authorization;

/// <summary>The characters of a URI that a client sent.</summary>
internal static class UriText
{
    private static readonly SearchValues<char> OfScheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    private static readonly IdnMapping International = new();

    /// <summary>
    /// No white space, control character or backslash, which browsers drop or repair, and no half of a surrogate pair. Such a URI could
    /// lead elsewhere than it looks.
    /// </summary>
    public static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is <= ' ' or '\\' or '\x7f' || char.IsControl(c) || char.IsWhiteSpace(c)) return false;
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>RFC 3986 section 3.1, in lower case; null when the text does not begin with a scheme, or is nothing else.</summary>
    public static string? SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon + 1 < text.Length && char.IsAsciiLetter(text[0])
            && text.AsSpan(0, colon).IndexOfAnyExcept(OfScheme) < 0 ? text[..colon].ToLowerInvariant() : null;
    }

    /// <summary>The host of an authority in the letters of RFC 5891; null when there is no such host.</summary>
    public static string? AsciiHost(string authority)
    {
        if (Ascii.IsValid(authority)) return authority;
        try
        {
            return International.GetAscii(authority);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Characters beyond ASCII as escapes: RFC 3987 section 3.1. A <c>Location</c> header holds no others.</summary>
    public static string Escape(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii) escaped.Append((char)rune.Value);
            else escaped.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }
}
