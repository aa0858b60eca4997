using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 6749 section 3.1.2.4, RFC 9700 section 4.1.3.
internal static class RedirectUriIsRegistered
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.RedirectUri is { } redirectUri && RedirectUris.AreRegistered(request.Client, redirectUri)
            ? null
            : OAuthError.InvalidRedirectUri("This redirect_uri is not registered for the client.");
}
