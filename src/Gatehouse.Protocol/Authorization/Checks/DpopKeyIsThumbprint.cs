using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 9449 section 10: the SHA-256 thumbprint of the key, base64url.
internal static class DpopKeyIsThumbprint
{
    private const int Length = 43;

    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Parameters["dpop_jkt"] is not { } thumbprint
        || (thumbprint.Length == Length && thumbprint.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? null
            : OAuthError.InvalidRequest("dpop_jkt must be a SHA-256 thumbprint in base64url.");
}
