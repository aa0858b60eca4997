using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 6.2: nothing is fetched. RFC 9126 section 2.1: a pushed request names no other one.
internal static class RequestUriIsOurs
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["request_uri"] is not { } requestUri
        || (request.Kind == AuthorizationRequestKind.Authorize && RequestUri.ReferenceOf(requestUri) is not null)
            ? null
            : OAuthError.RequestUriNotSupported();
}
