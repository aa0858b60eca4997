using System.Text;

namespace Gatehouse.Protocol.Authorization;

/// <summary>The characters of a URI that a client sent.</summary>
internal static class UriText
{
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
