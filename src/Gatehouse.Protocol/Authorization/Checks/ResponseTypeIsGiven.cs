using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

internal static class ResponseTypeIsGiven
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.ResponseType is null ? OAuthError.InvalidRequest("response_type is missing.") : null;
}
