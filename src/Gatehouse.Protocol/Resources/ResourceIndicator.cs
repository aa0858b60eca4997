namespace Gatehouse.Protocol.Resources;

/// <summary>The form of a resource indicator: RFC 8707 section 2, contract oidc.md section 13.</summary>
public static class ResourceIndicator
{
    /// <summary>An absolute URI (RFC 3986 section 4.3) without fragment.</summary>
    public static bool IsWellFormed(string text)
    {
        // The scheme is looked at here because Uri takes a path such as /api for a file URI on Unix and forgives white space around.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0])) return false;
        foreach (var c in text.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        }

        foreach (var c in text)
        {
            if (c is '#' or <= ' ' or '\x7f') return false;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out _);
    }
}
