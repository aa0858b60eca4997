using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// Contract section 3: invalid_request, where RFC 6749 section 5.2 would say unauthorized_client.
internal static class GrantTypeIsEnabledForClient
{
    public static OAuthError? Check(TokenRequest request) =>
        request.GrantType is { } grantType && request.Client.GrantTypes.Contains(grantType)
            ? null
            : OAuthError.InvalidRequest("This grant_type is not enabled for the client.");
}
