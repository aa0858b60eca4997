using Gatehouse.Protocol.Clients;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Whether a URI is one that the client registered: RFC 6749 section 3.1.2, RFC 9700 section 2.1, contract oidc.md section 5.1. Equal is
/// what is the same text or, on the web, the same normalised URI; the wildcards of a registered URI stand in its host and path only.
/// </summary>
public static class RedirectUris
{
    // A browser would run or show these instead of leaving to the client.
    private static readonly string[] NeverAnswered =
        ["javascript:", "data:", "vbscript:", "blob:", "file:", "filesystem:", "about:", "view-source:", "ws:", "wss:", "ftp:"];

    /// <summary>The one that counts where a request names none: null unless exactly one is registered, and that is no pattern.</summary>
    public static string? OnlyOne(ClientMetadata client) =>
        client.RedirectUris is [var only] && !IsPattern(only) ? only : null;

    /// <summary>For <c>redirect_uri</c>. RFC 8252 section 7.3: on a loopback host a native client may listen at any port.</summary>
    public static bool AreRegistered(ClientMetadata client, string candidate) =>
        AnyMatches(client.RedirectUris, candidate, anyLoopbackPort: client.ApplicationType == "native");

    /// <summary>For <c>post_logout_redirect_uri</c>: OpenID Connect RP-Initiated Logout section 2.</summary>
    public static bool AreRegisteredForLogout(ClientMetadata client, string candidate) =>
        AnyMatches(client.PostLogoutRedirectUris, candidate, anyLoopbackPort: false);

    /// <summary>
    /// Whether a client may register the URI, for sign-in or logout: an absolute URI of the web with wildcards in host and path at most, or
    /// of a scheme of the client's own (contract management-apps-resources-roles.md section 1.1). What leads elsewhere than it looks, and
    /// the schemes that are never answered, are refused here already.
    /// </summary>
    public static bool MayBeRegistered(string uri) =>
        UriText.IsClean(uri) && !IsNeverAnswered(uri) && UriText.SchemeOf(uri) is { } scheme
        && (scheme is not ("http" or "https") || MayBeRegisteredOnTheWeb(uri));

    private static bool MayBeRegisteredOnTheWeb(string uri)
    {
        var whole = uri.Split('#', 2)[0];
        var start = whole.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (start < "://".Length || IsPattern(uri[whole.Length..])) return false;
        var end = whole.AsSpan(start).IndexOfAny('/', '?') is >= 0 and var length ? start + length : whole.Length;
        var host = whole.AsSpan(start, end - start).LastIndexOf('@') is >= 0 and var at ? start + at + 1 : start;
        // With a wildcard no user information and no address.
        if (IsPattern(whole) && (host > start || whole[start] == '[')) return false;
        if (UriText.AsciiHost(whole[host..end]) is not { } authority || WebUri.Parse(whole[..start] + authority + whole[end..]) is not { } parsed) return false;
        if (parsed.Query is not null && IsPattern(parsed.Query)) return false;
        return (!IsPattern(parsed.Host) || parsed.Host.Contains('.', StringComparison.Ordinal)) && !HasDotSegments(whole[end..].Split('?')[0]);
    }

    private static bool HasDotSegments(string path) =>
        path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Split('/').Any(segment => segment is "." or "..");

    private static bool IsNeverAnswered(string uri) => Array.Exists(NeverAnswered, scheme => uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static bool AnyMatches(IReadOnlyList<string> registered, string candidate, bool anyLoopbackPort)
    {
        // RFC 6749 section 3.1.2: no fragment.
        if (IsPattern(candidate) || candidate.Contains('#', StringComparison.Ordinal) || !UriText.IsClean(candidate)) return false;
        if (IsNeverAnswered(candidate)) return false;
        var uri = WebUri.Parse(candidate);
        foreach (var one in registered)
        {
            if (one == candidate) return true;
            if (uri is not null && WebUri.Parse(one) is { } pattern && Matches(pattern, uri, anyLoopbackPort)) return true;
        }

        return false;
    }

    private static bool Matches(WebUri pattern, WebUri uri, bool anyLoopbackPort) =>
        pattern.Scheme == uri.Scheme
        && pattern.Query == uri.Query
        && (pattern.Port == uri.Port || (anyLoopbackPort && pattern.IsLoopback && uri.IsLoopback))
        && HostWildcard.Matches(pattern.Host, uri.Host)
        && PathMatches(pattern.Path, uri.Path);

    private static bool PathMatches(string pattern, string path) =>
        pattern == path || (IsPattern(pattern) && Wildcard.Matches(pattern, path, mayBeEmpty: true) && !ClimbsWhenDecoded(path));

    /// <summary>
    /// A pattern promises a place (<c>/app/*</c>); servers that decode a path once more, or cut parameters off its segments, would leave
    /// it at <c>/app/..%2fadmin</c>.
    /// </summary>
    private static bool ClimbsWhenDecoded(string path)
    {
        for (var round = 0; round < 3; round++)
        {
            if (path.Split('/', '\\').Any(segment => segment.Split(';')[0] is "." or "..")) return true;
            path = Uri.UnescapeDataString(path);
        }

        return false;
    }

    private static bool IsPattern(string uri) => uri.Contains('*', StringComparison.Ordinal);
}
