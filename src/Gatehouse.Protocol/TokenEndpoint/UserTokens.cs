using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// What every grant that acts for a user has in common: the state of what was presented, and what may be issued on it (contract oidc.md
/// sections 11 to 14 and 20). Scopes are those asked for, granted and owned at this moment: what was taken away is gone at the next token.
/// </summary>
internal static class UserTokens
{
    private const int OrganizationTokenTtl = 3600;

    /// <summary>Whether the token belongs to the client, lives, and has a live session and grant of the same client behind it.</summary>
    public static bool IsUsable(TokenRequest request, TokenFacts token, GrantFacts? grant, DateTimeOffset now) =>
        token.ClientId == request.ClientId && now < token.ExpiresAt && !token.SessionIsOver
        && grant is not null && grant.ClientId == request.ClientId && now < grant.ExpiresAt;

    /// <summary>RFC 9449 sections 5 and 10: what is bound to a key is worth nothing without its proof.</summary>
    public static bool IsProven(TokenRequest request, TokenFacts token) => token.DpopJkt is null || token.DpopJkt == request.DpopJkt;

    /// <summary>The access token and the ID token.</summary>
    /// <param name="asked">What was asked for, a part of the token's scope.</param>
    public static Checked<GrantedTokens> Issue(TokenRequest request, TokenFacts token, GrantFacts grant, UserAccess user, ScopeSet asked)
    {
        if (!TokenTarget.Of(request, token).TryGet(out var target, out var refusal)) return refusal;
        var oidc = asked.Where(scope => grant.OidcScopes.Contains(scope) && GrantableScopes.IsEnabled(request.Client, scope));
        var tokens = target switch
        {
            { Resource: { } resource } => ForResource(
                request, resource, target.OrganizationId, user, asked.Where(grant.ResourceScopes(resource.Indicator).Contains)),
            { OrganizationId: { } id } => ForOrganization(request, id, user.Organization!, asked),
            _ => new GrantedTokens { Scope = oidc },
        };
        return oidc.Contains(OidcScope.OpenId) ? tokens with { IdTokenScope = oidc } : tokens;
    }

    public static GrantedTokens ForResource(TokenRequest request, ApiResource resource, string? organizationId, UserAccess user, ScopeSet asked)
    {
        var owned = user.OwnedScopes(resource.Indicator);
        var scope = owned is null
            ? ScopeSet.Empty
            : asked.Where(scope => owned.Contains(scope) && resource.Offers(scope) && Allows(request.Client, resource.Indicator, scope));
        return new GrantedTokens { Scope = scope, Jwt = new GrantedAccess(resource.Indicator, scope, resource.AccessTokenTtl, organizationId) };
    }

    /// <summary>Contract section 14: the organization is the audience, and the token has no claim <c>organization_id</c>.</summary>
    public static GrantedTokens ForOrganization(TokenRequest request, string id, OrganizationMembership organization, ScopeSet asked)
    {
        var scope = asked.Where(scope => organization.Scopes.Contains(scope) && Allows(request.Client, ResourceDirectory.Organizations, scope));
        return new GrantedTokens
        {
            Scope = scope,
            Jwt = new GrantedAccess(GrantedAccess.OrganizationAudience + id, scope, OrganizationTokenTtl, OrganizationId: null),
        };
    }

    /// <summary>Contract section 7: with <c>offline_access</c>, or where a web client always gets one.</summary>
    public static GrantedTokens WithFirstRefreshToken(GrantedTokens tokens, TokenRequest request, TokenFacts token, DateTimeOffset now)
    {
        var client = request.Client;
        var isDue = client.GrantTypes.Contains(GrantType.RefreshToken)
            && (token.Scope.Contains(OidcScope.OfflineAccess) || (client.AlwaysIssueRefreshToken && client.ApplicationType == "web"));
        if (!isDue) return tokens;
        return tokens with
        {
            RefreshTokenExpiresAt = now.AddSeconds(client.RefreshTokenTtl),
            RefreshTokenJkt = client.TokenEndpointAuthMethod == ClientAuthenticationMethod.None ? request.DpopJkt : null,
        };
    }

    // Contract section 20: a scope that a third-party client lost since does not come back with the next token.
    private static bool Allows(ClientMetadata client, string indicator, string scope) =>
        !client.IsThirdParty || client.EnabledScopes.Allow(indicator, scope);
}
