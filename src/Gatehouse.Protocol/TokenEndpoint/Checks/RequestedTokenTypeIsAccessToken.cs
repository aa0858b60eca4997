using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 8693 section 2.1: what can't be had must not be answered with something else.
internal static class RequestedTokenTypeIsAccessToken
{
    public static OAuthError? Check(TokenRequest request) =>
        request.RequestedTokenType is null or TokenExchangeGrant.AccessTokenType
            ? null
            : OAuthError.InvalidRequest("Only access tokens can be had by token exchange.");
}
