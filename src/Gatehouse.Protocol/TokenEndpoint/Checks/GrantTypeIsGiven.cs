using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

internal static class GrantTypeIsGiven
{
    public static OAuthError? Check(TokenRequest request) =>
        request.GrantType is null ? OAuthError.InvalidRequest("grant_type is missing.") : null;
}
