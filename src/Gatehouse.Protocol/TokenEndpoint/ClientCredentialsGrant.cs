using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// The grant <c>client_credentials</c>: RFC 6749 section 4.4, contract oidc.md sections 13, 14 and 15.3. What refuses stands in
/// <see cref="TokenEndpointChecks"/>, what is granted here: nothing that was not asked for, nothing that is not owned.
/// </summary>
public static class ClientCredentialsGrant
{
    private const int OrganizationTokenTtl = 3600;

    public static Checked<GrantedAccess> Decide(TokenRequest request)
    {
        if (TokenEndpointChecks.FirstRefusal(request) is { } refusal) return refusal;
        if (request.GrantType != GrantType.ClientCredentials) return OAuthError.UnsupportedGrantType();
        return request is { Resources: [], OrganizationId: { } id, Organization: { } organization }
            ? ForOrganization(request, id, organization)
            : ForResource(request);
    }

    // Contract section 14: the default resource does not count here, and the token has no claim organization_id.
    private static GrantedAccess ForOrganization(TokenRequest request, string id, OrganizationAccess organization)
    {
        var scope = ScopeSet.Parse(request.Scope).Where(organization.OrganizationScopes.Contains);
        return new GrantedAccess(GrantedAccess.OrganizationAudience + id, scope, OrganizationTokenTtl, OrganizationId: null);
    }

    private static GrantedAccess ForResource(TokenRequest request)
    {
        var resource = request.Resources is [var name] ? request.Directory.Find(name)! : request.Directory.DefaultResource!;
        // Contract section 13: inside an organization only the roles that the application has there count.
        var owned = (request.Organization is { } organization ? organization.ResourceScopes : request.OwnedScopes)(resource.Indicator);
        var scope = owned is null
            ? ScopeSet.Empty
            : ScopeSet.Parse(request.Scope).Where(scope => owned.Contains(scope) && resource.Offers(scope));
        // Contract section 11.5: here alone an empty scope is no scope at all.
        return new GrantedAccess(resource.Indicator, scope.Count == 0 ? null : scope, resource.AccessTokenTtl, request.OrganizationId);
    }
}
