using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 9126 section 4: the parameters of a live one have taken the place of this request's, and hold no request_uri.
internal static class RequestUriIsLive
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["request_uri"] is null ? null : OAuthError.InvalidRequestUri();
}
