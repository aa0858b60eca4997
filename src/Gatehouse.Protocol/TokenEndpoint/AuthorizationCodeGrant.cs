using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Pkce;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// The grant <c>authorization_code</c>: RFC 6749 section 4.1.3, RFC 7636 section 4.6, contract oidc.md sections 11.4, 13 and 15.1. Only an
/// answer with tokens uses the code up.
/// </summary>
public static class AuthorizationCodeGrant
{
    /// <param name="request">Has passed <see cref="TokenEndpointChecks"/>.</param>
    /// <param name="code">Null: there is no such code.</param>
    /// <param name="grant">Null: the grant has gone.</param>
    public static GrantDecision Decide(TokenRequest request, TokenFacts? code, GrantFacts? grant, UserAccess user, DateTimeOffset now)
    {
        if (code is null || code.ClientId != request.ClientId) return OAuthError.InvalidGrant();
        if (!RedirectUriMatches(request, code) || !VerifierMatches(request, code) || !UserTokens.IsProven(request, code))
            return OAuthError.InvalidGrant();
        // RFC 6749 section 4.1.2: right in everything, but for the second time. Its age is no excuse.
        if (code.ConsumedAt is not null) return GrantDecision.Replay;
        if (!UserTokens.IsUsable(request, code, grant, now) || !user.IsActive) return OAuthError.InvalidGrant();
        if (!UserTokens.Issue(request, code, grant!, user, code.Scope).TryGet(out var tokens, out var refusal)) return refusal;
        return (Checked<GrantedTokens>)UserTokens.WithFirstRefreshToken(tokens, request, code, now);
    }

    // RFC 6749 section 4.1.3: identical, character by character.
    private static bool RedirectUriMatches(TokenRequest request, TokenFacts code)
    {
        var only = RedirectUris.OnlyOne(request.Client);
        return (code.RedirectUri ?? only) is { } expected && expected == (request.RedirectUri ?? only);
    }

    // RFC 9700 section 4.8.2, both ways: a challenge asks for its verifier, and a verifier for its challenge.
    private static bool VerifierMatches(TokenRequest request, TokenFacts code) =>
        (code.CodeChallenge, request.CodeVerifier) switch
        {
            (null, null) => true,
            ({ } challenge, { } verifier) => CodeChallenge.IsMetBy(challenge, verifier),
            _ => false,
        };
}
