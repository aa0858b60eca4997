using Gatehouse.Protocol.Authorization.Checks;
using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Every check of an authorization request (RFC 6749 section 4.1, OpenID Connect Core section 3.1.2.2, contract oidc.md sections 3 to 7
/// and 13) after its client was found, in the order of refusal: the first one that refuses answers. A row applies where its column is
/// marked. The direct rows decide about the redirect URI, so they come first: only what stands behind them may be redirected.
/// </summary>
public static class AuthorizationChecks
{
    private const bool Direct = false;
    private const bool Redirected = true;

    private static readonly (Func<AuthorizationRequest, OAuthError?> Check, bool MayRedirect, Columns Columns)[] InOrder =
    [
        (RedirectUriIsSingle.Check, /*             */ Direct, /*     */ Columns.Authorize | Columns.Pushed),
        (ClientHasRedirectUris.Check, /*           */ Direct, /*     */ Columns.Authorize | Columns.Pushed),
        (RedirectUriIsGiven.Check, /*              */ Direct, /*     */ Columns.Authorize | Columns.Pushed),
        (RedirectUriIsRegistered.Check, /*         */ Direct, /*     */ Columns.Authorize | Columns.Pushed),
        (ClientHasDeviceGrant.Check, /*            */ Direct, /*     */ Columns.Device),
        (ParametersAreSingle.Check, /*             */ Redirected, /* */ Columns.Every),
        (PushedByTheSameClient.Check, /*           */ Redirected, /* */ Columns.Authorize),
        (RequestIsAbsent.Check, /*                 */ Redirected, /* */ Columns.Every),
        (RegistrationIsAbsent.Check, /*            */ Redirected, /* */ Columns.Every),
        (RequestUriIsOurs.Check, /*                */ Redirected, /* */ Columns.Every),
        (RequestUriIsLive.Check, /*                */ Redirected, /* */ Columns.Authorize),
        (PushedWhereRequired.Check, /*             */ Redirected, /* */ Columns.Authorize),
        (ResponseTypeIsGiven.Check, /*             */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (ResponseTypeIsKnown.Check, /*             */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (ResponseTypeIsEnabledForClient.Check, /*  */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (ResponseModeIsKnown.Check, /*             */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (ResponseModeFitsResponseType.Check, /*    */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (OpenIdIsAskedFor.Check, /*                */ Redirected, /* */ Columns.Every),
        (PromptIsKnown.Check, /*                   */ Redirected, /* */ Columns.Every),
        (PromptNoneIsAlone.Check, /*               */ Redirected, /* */ Columns.Every),
        (MaxAgeIsWholeNumber.Check, /*             */ Redirected, /* */ Columns.Every),
        (IdTokenHintIsGood.Check, /*               */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (CodeChallengeIsGood.Check, /*             */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (DpopKeyIsThumbprint.Check, /*             */ Redirected, /* */ Columns.Authorize | Columns.Pushed),
        (ResourcesAreAbsoluteUris.Check, /*        */ Redirected, /* */ Columns.Every),
        (ResourcesAreKnown.Check, /*               */ Redirected, /* */ Columns.Every),
        (ScopesAreEnabledForThirdParty.Check, /*   */ Redirected, /* */ Columns.Every),
    ];

    [Flags]
    private enum Columns
    {
        None = 0,
        Authorize = 1,
        Pushed = 2,
        Device = 4,
        Every = Authorize | Pushed | Device,
    }

    /// <summary>The refusal, or null when the request is a good one.</summary>
    public static AuthorizationRefusal? FirstRefusal(AuthorizationRequest request)
    {
        var column = request.Kind switch
        {
            AuthorizationRequestKind.Authorize => Columns.Authorize,
            AuthorizationRequestKind.Pushed => Columns.Pushed,
            AuthorizationRequestKind.Device => Columns.Device,
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "No such kind of request."),
        };
        foreach (var (check, mayRedirect, columns) in InOrder)
        {
            if ((columns & column) == 0) continue;
            // A pushed or device request is made by the client itself: it is answered, never redirected.
            if (check(request) is { } refusal) return new(refusal, mayRedirect && column == Columns.Authorize);
        }

        return null;
    }
}
