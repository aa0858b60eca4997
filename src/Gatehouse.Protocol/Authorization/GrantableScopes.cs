using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Resources;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// What a request asks for and the user can give: contract oidc.md sections 6, 7, 13 and 20. Everything else is left out in silence;
/// order is the request's.
/// </summary>
/// <param name="Oidc">The provider's own scopes.</param>
/// <param name="Resources">
/// By indicator, in the order asked: every resource of the request, with an empty set where none of its scopes was asked for or is owned.
/// </param>
public sealed record GrantableScopes(ScopeSet Oidc, IReadOnlyList<KeyValuePair<string, ScopeSet>> Resources)
{
    /// <summary>Contract section 6: the user signs in, then the client is told that nothing was granted.</summary>
    public OAuthError? Refusal =>
        Oidc.Count == 0 && Resources.All(resource => resource.Value.Count == 0) ? OAuthError.NothingToGrant() : null;

    /// <param name="owned">
    /// What the user owns on a resource; with <c>organization_id</c> the user's own roles and that organization's.
    /// </param>
    public static GrantableScopes Of(AuthorizationRequest request, OwnedScopes owned)
    {
        var oidc = request.Scope.Where(scope =>
            OidcScope.Known.Contains(scope)
            && IsEnabled(request.Client, scope)
            && (scope != OidcScope.OfflineAccess || MayWorkOffline(request)));
        return new(oidc, [.. ResourcesOf(request).Select(resource => KeyValuePair.Create(resource.Indicator, ScopesOf(request, resource, owned)))]);
    }

    /// <summary>What is left of it in a grant: after consent this is what the code stands for.</summary>
    public GrantableScopes In(GrantedScopes grant) =>
        new(
            Oidc.Where(grant.Oidc.Contains),
            [.. Resources.Select(resource => KeyValuePair.Create(resource.Key, resource.Value.Where(grant.OfResource(resource.Key).Contains)))]);

    /// <summary>Contract section 20: what a third-party client may ask for among the provider's scopes.</summary>
    internal static bool IsEnabled(ClientMetadata client, string scope) =>
        !client.IsThirdParty
        || scope is OidcScope.OpenId or OidcScope.OfflineAccess
        || client.EnabledScopes.UserScopes.Contains(scope);

    /// <summary>Contract section 7, OpenID Connect Core section 11; contract section 16 for devices, which show no page to consent on.</summary>
    private static bool MayWorkOffline(AuthorizationRequest request) =>
        request.Client.GrantTypes.Contains(GrantType.RefreshToken)
        && (request.Kind == AuthorizationRequestKind.Device
            || (ResponseType.HasCode(request.ResponseType) && request.Prompts.Contains(Prompt.Consent)));

    private static IEnumerable<ApiResource> ResourcesOf(AuthorizationRequest request)
    {
        if (request.Parameters.Resources is { Count: > 0 } asked)
            return asked.Select(request.Directory.Find).OfType<ApiResource>().DistinctBy(resource => resource.Indicator);
        return request.Directory.DefaultResource is { } resource ? [resource] : [];
    }

    private static ScopeSet ScopesOf(AuthorizationRequest request, ApiResource resource, OwnedScopes owned) =>
        owned(resource.Indicator) is not { } scopes
            ? ScopeSet.Empty
            : request.Scope.Where(scope =>
                scopes.Contains(scope)
                && resource.Offers(scope)
                && (!request.Client.IsThirdParty || request.Client.EnabledScopes.Allow(resource.Indicator, scope)));
}
