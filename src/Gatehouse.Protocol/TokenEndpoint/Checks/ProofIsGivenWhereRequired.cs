using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.TokenEndpoint.Checks;

// RFC 9449 section 5.2.
internal static class ProofIsGivenWhereRequired
{
    public static OAuthError? Check(TokenRequest request) =>
        request.Client.DpopBoundAccessTokens && request.DpopJkt is null
            ? OAuthError.InvalidDpopProof("This client must send a DPoP proof.")
            : null;
}
