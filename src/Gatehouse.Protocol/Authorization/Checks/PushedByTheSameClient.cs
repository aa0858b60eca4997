using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 9126 section 2.2: the reference is bound to the client that posted it. The refusal goes to where that client wants its answers.
internal static class PushedByTheSameClient
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.PushedFor is { } presented && presented != request.ClientId
            ? OAuthError.InvalidRequestObject("The pushed request belongs to another client.")
            : null;
}
