using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// An <c>http</c> or <c>https</c> URI in the parts that the WHATWG URL standard would print: lower-case scheme and host, no default
/// port, no dot segments, characters beyond ASCII escaped. It reads a part of what browsers read, never anything differently: what
/// browsers repair (backslashes, white space, a missing slash, user information, hosts beyond ASCII) is not read at all.
/// </summary>
/// <param name="Port">Null is the scheme's own.</param>
/// <param name="Query">With its question mark; null when there is none.</param>
internal sealed record WebUri(string Scheme, string Host, int? Port, string Path, string? Query)
{
    private static readonly SearchValues<char> OfAddress = SearchValues.Create("0123456789abcdef:.");

    public bool IsLoopback => Scheme == "http" && Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>Null when the text is not such a URI. A star is an ordinary character of host, path and query.</summary>
    public static WebUri? Parse(string text)
    {
        if (text.Contains('#', StringComparison.Ordinal) || !UriText.IsClean(text)) return null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme is not ("http" or "https")) return null;
        var rest = text.AsSpan(colon + 3);
        var authority = rest.IndexOfAny('/', '?') is >= 0 and var end ? rest[..end] : rest;
        if (!TryReadAuthority(authority, scheme, out var host, out var port)) return null;

        rest = rest[authority.Length..];
        var mark = rest.IndexOf('?');
        var path = mark < 0 ? rest : rest[..mark];
        return new(scheme, host, port, UriText.Escape(WithoutDotSegments(path.ToString())), mark < 0 ? null : UriText.Escape(rest[mark..].ToString()));
    }

    private static bool TryReadAuthority(ReadOnlySpan<char> authority, string scheme, out string host, out int? port)
    {
        host = "";
        port = null;
        // An address in brackets has colons of its own.
        var bracket = authority.IndexOf(']');
        var colon = authority[(bracket + 1)..].IndexOf(':');
        if (colon >= 0) colon += bracket + 1;
        var name = colon < 0 ? authority : authority[..colon];
        if (colon >= 0 && authority[(colon + 1)..] is { IsEmpty: false } digits)
        {
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535) return false;
            if (number != (scheme == "http" ? 80 : 443)) port = number;
        }

        host = name.ToString().ToLowerInvariant();
        if (host.StartsWith('[')) return host.EndsWith(']') && host.AsSpan(1, host.Length - 2).IndexOfAnyExcept(OfAddress) < 0;
        return host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '*');
    }

    private static string WithoutDotSegments(string path)
    {
        if (path.Length == 0) return "/";
        var kept = new List<string>();
        var segments = path[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            // The standard takes an escaped dot in these segments for a dot.
            var segment = segments[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
            var isLast = i == segments.Length - 1;
            if (segment == "..")
            {
                if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
                if (isLast) kept.Add("");
            }
            else if (segment == ".")
            {
                if (isLast) kept.Add("");
            }
            else
            {
                kept.Add(segments[i]);
            }
        }

        return new StringBuilder("/").AppendJoin('/', kept).ToString();
    }
}
