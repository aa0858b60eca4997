using System.Collections.Frozen;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The web origins whose pages may call the token endpoint for a client: those that it lists and those of its redirect URIs
/// (contract/oidc.md 5.2). In a host, <c>*</c> stands for one or more characters of one label (contract 5.1).
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
            if (Matches(pattern.Split('.'), origin.Split('.'))) return true;
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

    /// <summary>Label by label; the last two must be literal, else a star could reach over a registrable domain.</summary>
    private static bool Matches(string[] pattern, string[] origin)
    {
        if (pattern.Length != origin.Length || pattern.Length < 3) return false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == origin[i]) continue;
            if (i >= pattern.Length - 2 || !LabelMatches(pattern[i], origin[i])) return false;
        }

        return true;
    }

    /// <summary>The first label has the scheme before it, where no star may stand.</summary>
    private static bool LabelMatches(string pattern, string label)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1 || !label.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            // Every star takes at least one character.
            var next = at + 1 <= label.Length ? label.IndexOf(part, at + 1, StringComparison.Ordinal) : -1;
            if (next < 0) return false;
            at = next + part.Length;
        }

        return label.Length >= at + 1 + parts[^1].Length && label.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
