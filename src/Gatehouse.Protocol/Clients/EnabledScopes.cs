using System.Collections.Frozen;

namespace Gatehouse.Protocol.Clients;

/// <summary>The scopes that a third-party application may ask users for: contract oidc.md section 20.</summary>
/// <param name="UserScopes">OIDC scopes such as <c>profile</c>.</param>
/// <param name="OrganizationScopes">Scopes of the organization template.</param>
/// <param name="ResourceScopes">
/// Scopes by resource indicator; those enabled for resources and those enabled for resources inside organizations are one set here.
/// </param>
public sealed record EnabledScopes(
    FrozenSet<string> UserScopes, FrozenSet<string> OrganizationScopes, FrozenDictionary<string, FrozenSet<string>> ResourceScopes)
{
    /// <summary>What a new third-party application has.</summary>
    public static EnabledScopes None { get; } =
        new(FrozenSet<string>.Empty, FrozenSet<string>.Empty, FrozenDictionary<string, FrozenSet<string>>.Empty);

    /// <summary>Whether a scope of a resource is enabled.</summary>
    public bool Allow(string indicator, string scope) =>
        indicator == Resources.ResourceDirectory.Organizations
            ? OrganizationScopes.Contains(scope)
            : ResourceScopes.GetValueOrDefault(indicator)?.Contains(scope) == true;
}
