namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Registered hosts with <c>*</c>: contract oidc.md section 5.1, for redirect URIs and for the origins that follow from them. Each star
/// stands for one or more characters of one label; the last two labels are literal, else a star could reach over a registrable domain.
/// </summary>
public static class HostWildcard
{
    /// <param name="pattern">In lower case; without a star it is an ordinary host.</param>
    /// <param name="host">In lower case.</param>
    public static bool Matches(string pattern, string host)
    {
        if (host.Contains('*', StringComparison.Ordinal)) return false;
        if (!pattern.Contains('*', StringComparison.Ordinal)) return pattern == host;
        var expected = pattern.Split('.');
        var labels = host.Split('.');
        if (expected.Length != labels.Length || expected.Length < 3) return false;
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] == labels[i]) continue;
            if (i >= expected.Length - 2 || !Wildcard.Matches(expected[i], labels[i], mayBeEmpty: false)) return false;
        }

        return true;
    }
}
