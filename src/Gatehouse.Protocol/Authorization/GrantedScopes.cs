using System.Collections.Frozen;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Authorization;

/// <summary>Scopes that a user has decided about for a client, by a grant: given, or refused on the consent page.</summary>
/// <param name="Oidc">The provider's own scopes.</param>
/// <param name="Resources">Scopes by resource indicator.</param>
public sealed record GrantedScopes(ScopeSet Oidc, IReadOnlyDictionary<string, ScopeSet> Resources)
{
    public static GrantedScopes None { get; } = new(ScopeSet.Empty, FrozenDictionary<string, ScopeSet>.Empty);

    public ScopeSet OfResource(string indicator) => Resources.GetValueOrDefault(indicator) ?? ScopeSet.Empty;
}
