using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 6749 section 3.1.2.3; contract section 5.1: one alone may be left out, unless it is a pattern.
internal static class RedirectUriIsGiven
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.RedirectUri is not null ? null
        : request.Client.RedirectUris.Count > 1 ? OAuthError.InvalidRequest("redirect_uri is missing, and the client has several.")
        : OAuthError.InvalidRedirectUri("redirect_uri is missing, and the client's only one has a wildcard.");
}
