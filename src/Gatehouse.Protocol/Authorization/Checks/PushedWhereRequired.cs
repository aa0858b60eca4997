using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 9126 section 6.
internal static class PushedWhereRequired
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Client.RequirePushedAuthorizationRequests && request.PushedFor is null
            ? OAuthError.InvalidRequest("The client must push its authorization requests.")
            : null;
}
