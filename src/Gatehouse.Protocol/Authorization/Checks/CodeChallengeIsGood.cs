using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Pkce;

namespace Gatehouse.Protocol.Authorization.Checks;

// RFC 7636 section 4.4.1, RFC 9700 section 2.1.1; contract section 4.4. Without a method plain would be meant, which is not offered.
internal static class CodeChallengeIsGood
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        (request.Parameters["code_challenge"], request.Parameters["code_challenge_method"]) switch
        {
            (null, null) when request.Client.TokenEndpointAuthMethod == ClientAuthenticationMethod.ClientSecretBasic => null,
            (null, null) => OAuthError.InvalidRequest("The client must send a code_challenge."),
            (null, _) => OAuthError.InvalidRequest("code_challenge_method needs a code_challenge."),
            (_, not CodeChallenge.S256) => OAuthError.InvalidRequest("code_challenge_method must be S256."),
            var (challenge, _) when CodeChallenge.IsWellFormed(challenge) => null,
            _ => OAuthError.InvalidRequest("code_challenge must be 43 to 128 unreserved characters."),
        };
}
