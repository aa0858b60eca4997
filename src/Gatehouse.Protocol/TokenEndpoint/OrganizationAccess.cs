namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>The scopes that the subject of a request owns on a resource, by the resource's indicator; null is none.</summary>
public delegate IReadOnlySet<string>? OwnedScopes(string indicator);

/// <summary>What an application may do in an organization that it is associated with: contract oidc.md sections 13 and 14.</summary>
/// <param name="OrganizationScopes">Scopes of the organization template, from the application's roles there.</param>
/// <param name="ResourceScopes">Scopes on resources, from the same roles and from no other.</param>
public sealed record OrganizationAccess(IReadOnlySet<string> OrganizationScopes, OwnedScopes ResourceScopes);
