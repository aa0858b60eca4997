using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// What the access token of a request is for: RFC 8707 section 2.2, contract oidc.md sections 13 and 14. Without resource and organization
/// it is for the provider's own endpoints.
/// </summary>
/// <param name="Resource">The resource; null for none.</param>
/// <param name="OrganizationId">Alone the audience, beside a resource a claim.</param>
public sealed record TokenTarget(ApiResource? Resource, string? OrganizationId)
{
    /// <summary>For a code, refresh token or device code: only what the authorization request named can be had.</summary>
    public static Checked<TokenTarget> Of(TokenRequest request, TokenFacts token)
    {
        var organizationId = OrganizationOf(request);
        var scope = request is { GrantType: GrantType.RefreshToken, Scope: { } narrowed } ? ScopeSet.Parse(narrowed) : token.Scope;
        var name = request.Resources switch
        {
            [var one] => one,
            [] when organizationId is not null || scope.Contains(OidcScope.OpenId) => null,
            [] when token.Resources is [var only] => only,
            [] when token.Resources is [] => null,
            // Contract section 13: several are not refused as such, the default stands in for them.
            _ => request.Directory.DefaultResource?.Indicator,
        };
        if (name is null) return new TokenTarget(null, organizationId);
        if (request.Directory.Find(name) is not { } resource) return Unknown();
        return token.Resources.Any(granted => request.Directory.Find(granted)?.Indicator == resource.Indicator)
            ? new TokenTarget(resource, organizationId)
            : OAuthError.InvalidTarget("This resource was not part of the authorization.");
    }

    /// <summary>For token exchange: any resource, what the user owns there decides.</summary>
    public static Checked<TokenTarget> Of(TokenRequest request)
    {
        var name = request.Resources switch
        {
            [var one] => one,
            [] => null,
            _ => request.Directory.DefaultResource?.Indicator,
        };
        if (name is null) return new TokenTarget(null, request.OrganizationId);
        return request.Directory.Find(name) is { } resource ? new TokenTarget(resource, request.OrganizationId) : Unknown();
    }

    // Contract section 14: organization_id means something to these grants alone.
    private static string? OrganizationOf(TokenRequest request) =>
        request.GrantType == GrantType.RefreshToken ? request.OrganizationId : null;

    private static OAuthError Unknown() => OAuthError.InvalidTarget("There is no such resource.");
}
