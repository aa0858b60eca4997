using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// The grant <c>refresh_token</c>: RFC 6749 section 6, OpenID Connect Core section 12, contract oidc.md sections 12 to 14 and 15.2, whose
/// order of checks this is.
/// </summary>
public static class RefreshTokenGrant
{
    /// <param name="request">Has passed <see cref="TokenEndpointChecks"/>.</param>
    /// <param name="token">Null: there is no such refresh token.</param>
    /// <param name="grant">Null: the grant has gone.</param>
    public static GrantDecision Decide(TokenRequest request, TokenFacts? token, GrantFacts? grant, UserAccess user, DateTimeOffset now)
    {
        if (token is null || !UserTokens.IsUsable(request, token, grant, now) || !UserTokens.IsProven(request, token)) return OAuthError.InvalidGrant();
        var asked = request.Scope is null ? token.Scope : ScopeSet.Parse(request.Scope);
        // RFC 6749 section 6: never more than before.
        if (asked.Where(scope => !token.Scope.Contains(scope)) is { Count: > 0 } beyond)
            return OAuthError.InvalidScope(beyond.ToString(), "The refresh token does not include this scope.");
        if (!user.IsActive) return OAuthError.InvalidGrant();
        if (RefreshRotation.IsReplay(token, now)) return GrantDecision.Replay;
        if (user.RefuseApplication() is { } closed) return closed;
        if (user.RefuseOrganization(request) is { } outside) return outside;
        if (request.OrganizationId is not null && !token.Scope.Contains(OidcScope.Organizations))
            return OAuthError.InsufficientScope(OidcScope.Organizations, "The refresh token does not reach into organizations.");
        if (!UserTokens.Issue(request, token, grant!, user, asked).TryGet(out var tokens, out var refusal)) return refusal;
        return (Checked<GrantedTokens>)(tokens with
        {
            RefreshTokenExpiresAt = RefreshRotation.SuccessorExpiresAt(request.Client, token, now),
            RefreshTokenJkt = token.DpopJkt,
        });
    }
}
