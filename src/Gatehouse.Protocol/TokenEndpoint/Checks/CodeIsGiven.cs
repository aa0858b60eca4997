using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 6749 section 4.1.3.
internal static class CodeIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Code is null ? OAuthError.InvalidRequest("code is missing.") : null;
}
