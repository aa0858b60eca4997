using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 6749 section 6.
internal static class RefreshTokenIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.RefreshToken is null ? OAuthError.InvalidRequest("refresh_token is missing.") : null;
}
