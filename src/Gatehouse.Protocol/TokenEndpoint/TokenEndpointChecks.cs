using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.TokenEndpoint.Checks;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// Every check of the token endpoint (RFC 6749 section 3.2, contract oidc.md section 15) after parameters and client authentication, in
/// the order of refusal: the first one that refuses answers. A row applies where its column is marked.
/// </summary>
public static class TokenEndpointChecks
{
    private static readonly (Func<TokenRequest, OAuthError?> Check, Grants Grants)[] InOrder =
    [
        (GrantTypeIsGiven.Check, /*                     */ Grants.Every),
        (GrantTypeIsKnown.Check, /*                     */ Grants.Every),
        (GrantTypeIsEnabledForClient.Check, /*          */ Grants.Every),
        (ProofIsGivenWhereRequired.Check, /*            */ Grants.Every),
        (CodeIsGiven.Check, /*                          */ Grants.Code),
        (RedirectUriIsGiven.Check, /*                   */ Grants.Code),
        (VerifierIsWellFormed.Check, /*                 */ Grants.Code),
        (RefreshTokenIsGiven.Check, /*                  */ Grants.Refresh),
        (DeviceCodeIsGiven.Check, /*                    */ Grants.Device),
        (SubjectTokenIsGiven.Check, /*                  */ Grants.Exchange),
        (ActorTokenTypeStandsBesideActorToken.Check, /* */ Grants.Exchange),
        (RequestedTokenTypeIsAccessToken.Check, /*      */ Grants.Exchange),
        (OrganizationHasApplication.Check, /*           */ Grants.ClientCredentials),
        (ResourceIsSingle.Check, /*                     */ Grants.ClientCredentials),
        (ResourceIsAbsoluteUri.Check, /*                */ Grants.Every),
        (ResourceIsKnown.Check, /*                      */ Grants.ClientCredentials),
        (TargetIsGiven.Check, /*                        */ Grants.ClientCredentials),
    ];

    [Flags]
    private enum Grants
    {
        None = 0,
        ClientCredentials = 1,
        Code = 2,
        Refresh = 4,
        Device = 8,
        Exchange = 16,
        Every = ~None,
    }

    /// <summary>The refusal, or null when the request may go on to its grant.</summary>
    public static OAuthError? FirstRefusal(TokenRequest request)
    {
        var column = request.GrantType switch
        {
            GrantType.ClientCredentials => Grants.ClientCredentials,
            GrantType.AuthorizationCode => Grants.Code,
            GrantType.RefreshToken => Grants.Refresh,
            GrantType.DeviceCode => Grants.Device,
            GrantType.TokenExchange => Grants.Exchange,
            _ => Grants.None,
        };
        foreach (var (check, grants) in InOrder)
        {
            if (grants != Grants.Every && (grants & column) == 0) continue;
            if (check(request) is { } refusal) return refusal;
        }

        return null;
    }
}
