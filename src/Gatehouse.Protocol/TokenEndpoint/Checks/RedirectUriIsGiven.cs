using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 6749 section 4.1.3; contract section 5.1: only one that is registered alone, without wildcard, goes without saying.
internal static class RedirectUriIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.RedirectUri is null && RedirectUris.OnlyOne(request.Client) is null
            ? OAuthError.InvalidRequest("redirect_uri is missing.")
            : null;
}
