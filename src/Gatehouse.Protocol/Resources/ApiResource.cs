using System.Collections.Frozen;

namespace Gatehouse.Protocol.Resources;

/// <summary>An API that tokens can be for: RFC 8707 section 2, contract oidc.md section 13.</summary>
/// <param name="Indicator">The resource indicator, which becomes <c>aud</c>.</param>
/// <param name="AccessTokenTtl">Lifetime of its access tokens in seconds (contract section 12).</param>
/// <param name="Scopes">The names of all its scopes; the reserved resource has none here, its scopes are whatever organization roles give.</param>
public sealed record ApiResource(string Indicator, int AccessTokenTtl, FrozenSet<string> Scopes)
{
    /// <summary>Whether a scope that somebody owns on the resource is one of its scopes still.</summary>
    public bool Offers(string scope) => Indicator == ResourceDirectory.Organizations || Scopes.Contains(scope);
}
