using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OAuth 2.0 Multiple Response Type Encoding Practices section 3.0: no token in a query.
internal static class ResponseModeFitsResponseType
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["response_mode"] is { } mode && !ResponseMode.Fits(mode, request.ResponseType)
            ? OAuthError.UnsupportedResponseMode()
            : null;
}
