using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Logout;

/// <summary>
/// Every check of the end session endpoint (OpenID Connect RP-Initiated Logout sections 2 and 3, contract oidc.md section 19) in the order
/// of refusal: the first one that refuses answers. The hint's subject is not compared: a hint of another user still names the client.
/// </summary>
public static class EndSessionChecks
{
    private static readonly Func<EndSessionRequest, OAuthError?>[] InOrder =
    [
        HintIsOurs,
        HintNamesClient,
        ClientIsKnown,
        RedirectUriIsRegistered,
    ];

    /// <summary>The refusal, or null when the user may be asked.</summary>
    public static OAuthError? FirstRefusal(EndSessionRequest request)
    {
        foreach (var check in InOrder)
        {
            if (check(request) is { } refusal) return refusal;
        }

        return null;
    }

    // RP-Initiated Logout section 2: an expired ID token is as good a hint, so exp is not looked at. ASVS 9.2.2: ID tokens have no typ
    // here, and what has one is an access token or a logout token.
    private static OAuthError? HintIsOurs(EndSessionRequest request)
    {
        if (request.Hint is not { } hint) return null;
        var isOurs = (hint.Type is null || hint.Type.Equals("JWT", StringComparison.OrdinalIgnoreCase))
            && hint.Text("iss") == request.Issuer
            && request.Keys.Any(key => (hint.KeyId is null || hint.KeyId == key.KeyId) && hint.IsSignedBy(key));
        return isOurs ? null : OAuthError.InvalidRequest("The id_token_hint is not an ID token of this issuer.");
    }

    // RP-Initiated Logout section 2, client_id.
    private static OAuthError? HintNamesClient(EndSessionRequest request)
    {
        if (request.Hint is not { } hint) return null;
        if (hint.OnlyAudience() is not { } audience) return OAuthError.InvalidRequest("The id_token_hint does not name one client.");
        return request.ClientIdParameter is { } named && named != audience
            ? OAuthError.InvalidRequest("client_id is not the client that the id_token_hint was issued to.")
            : null;
    }

    private static OAuthError? ClientIsKnown(EndSessionRequest request) =>
        request.ClientId is not null && request.Client is null ? OAuthError.UnknownClient() : null;

    // RP-Initiated Logout section 3; contract section 19.
    private static OAuthError? RedirectUriIsRegistered(EndSessionRequest request) =>
        request is { Client: { } client, PostLogoutRedirectUri: { } uri } && !request.IsRegistered(client, uri)
            ? OAuthError.InvalidRequest("post_logout_redirect_uri is not registered for the client.")
            : null;
}
