using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 6.1.
internal static class RequestIsAbsent
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["request"] is null ? null : OAuthError.RequestNotSupported();
}
