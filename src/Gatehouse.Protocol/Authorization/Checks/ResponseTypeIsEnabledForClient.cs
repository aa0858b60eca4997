using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 1.1: invalid_request, where RFC 6749 section 4.1.2.1 would say unauthorized_client.
internal static class ResponseTypeIsEnabledForClient
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.ResponseType is { } type && request.Client.ResponseTypes.Contains(type)
            ? null
            : OAuthError.InvalidRequest("This response_type is not enabled for the client.");
}
