using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 6749 section 4.1.2.1, unsupported_response_type.
internal static class ResponseTypeIsKnown
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.ResponseType is { } type && ResponseType.Known.Contains(type) ? null : OAuthError.UnsupportedResponseType();
}
