using System.Collections.Frozen;
using Gatehouse.Protocol.Authorization;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The web origins whose pages may call the token endpoint for a client: those that it lists and those of its redirect URIs
/// (contract/oidc.md 5.2). Hosts may have wildcards, as <see cref="HostWildcard"/> reads them.
/// </summary>
internal sealed class ClientOrigins
{
    private readonly FrozenSet<string> _exact;
    private readonly string[] _patterns;

    private ClientOrigins(IEnumerable<string> origins)
    {
        var all = origins.ToLookup(origin => origin.Contains('*', StringComparison.Ordinal));
        _exact = all[false].ToFrozenSet(StringComparer.Ordinal);
        _patterns = [.. all[true].Distinct()];
    }

    /// <param name="listed">Origins; a trailing slash is forgiven.</param>
    /// <param name="redirectUris">Those with another scheme than http and https have no origin.</param>
    public static ClientOrigins Create(IEnumerable<string> listed, IEnumerable<string> redirectUris) =>
        new(listed.Select(origin => origin.TrimEnd('/')).Concat(redirectUris.Select(OriginOf).OfType<string>()));

    public bool Contain(string origin)
    {
        if (_exact.Contains(origin)) return true;
        foreach (var pattern in _patterns)
        {
            if (Matches(pattern, origin)) return true;
        }

        return false;
    }

    private static string? OriginOf(string uri)
    {
        // A star is no character of a host: another one that is stands in for it while the URI is read.
        const string standIn = "star-7d1c0a";
        return Uri.TryCreate(uri.Replace("*", standIn, StringComparison.Ordinal), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed.GetLeftPart(UriPartial.Authority).Replace(standIn, "*", StringComparison.Ordinal)
            : null;
    }

    /// <summary>Only hosts have wildcards: scheme and port are what they are.</summary>
    private static bool Matches(string pattern, string origin) =>
        TrySplit(pattern, out var scheme, out var hostPattern, out var port)
        && TrySplit(origin, out var originScheme, out var host, out var originPort)
        && (scheme, port) == (originScheme, originPort)
        && HostWildcard.Matches(hostPattern, host);

    private static bool TrySplit(string origin, out string scheme, out string host, out string port)
    {
        var start = origin.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon ? colon + 3 : 0;
        var end = origin.IndexOf(':', start) is >= 0 and var next ? next : origin.Length;
        (scheme, host, port) = (origin[..start], origin[start..end], origin[end..]);
        return start > 0;
    }
}
