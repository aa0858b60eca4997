using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Pkce;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 7636 section 4.1; contract section 4.4. Whether it is missing or wrong is the grant's business.
internal static class VerifierIsWellFormed
{
    public static OAuthError? Check(TokenRequest request) =>
        request.CodeVerifier is { } verifier && !CodeChallenge.IsWellFormed(verifier)
            ? OAuthError.InvalidRequest("code_verifier must be 43 to 128 unreserved characters.")
            : null;
}
