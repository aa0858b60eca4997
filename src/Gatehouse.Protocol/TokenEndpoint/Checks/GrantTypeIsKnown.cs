using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 6749 section 5.2, unsupported_grant_type.
internal static class GrantTypeIsKnown
{
    public static OAuthError? Check(TokenRequest request) =>
        request.GrantType is { } grantType && GrantType.Known.Contains(grantType) ? null : OAuthError.UnsupportedGrantType();
}
