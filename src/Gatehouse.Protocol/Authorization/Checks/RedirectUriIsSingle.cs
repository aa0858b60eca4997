using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// Contract section 2: which of two is meant would be a guess about where to send the user.
internal static class RedirectUriIsSingle
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters.Doubled.Contains("redirect_uri")
            ? OAuthError.InvalidRequest("The parameter redirect_uri is given more than once.")
            : null;
}
