using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>What a <c>subject_token</c> is, by its type and form: contract oidc.md section 15.4.</summary>
public enum SubjectTokenKind
{
    OpaqueAccessToken,
    JwtAccessToken,
    Impersonation,
    PersonalAccessToken,
}

/// <summary>The user that a subject token stands for. Where the token is unknown, expired or revoked there are no facts.</summary>
/// <param name="IsUsedUp">It may be used once, and was.</param>
public sealed record SubjectFacts(string UserId, bool IsUsedUp);

/// <summary>A live opaque access token of the party that acts.</summary>
public sealed record ActorFacts(string UserId, ScopeSet Scope);

/// <summary>The grant <c>urn:ietf:params:oauth:grant-type:token-exchange</c>: RFC 8693, contract oidc.md section 15.4.</summary>
public static class TokenExchangeGrant
{
    public const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    public const string ImpersonationTokenType = "urn:logto:token-type:impersonation_token";
    public const string PersonalAccessTokenType = "urn:logto:token-type:personal_access_token";

    private const string ImpersonationPrefix = "sub_";
    private const string PersonalAccessTokenPrefix = "pat_";

    /// <summary>Null: no such type, or the token does not have its form.</summary>
    public static SubjectTokenKind? KindOf(string? type, string token) => type switch
    {
        // For compatibility (contract section 15.4).
        AccessTokenType when IsImpersonation(token) => SubjectTokenKind.Impersonation,
        AccessTokenType => token.Contains('.', StringComparison.Ordinal) ? SubjectTokenKind.JwtAccessToken : SubjectTokenKind.OpaqueAccessToken,
        ImpersonationTokenType when IsImpersonation(token) => SubjectTokenKind.Impersonation,
        PersonalAccessTokenType when token.StartsWith(PersonalAccessTokenPrefix, StringComparison.Ordinal) => SubjectTokenKind.PersonalAccessToken,
        _ => null,
    };

    /// <param name="request">Has passed <see cref="TokenEndpointChecks"/>.</param>
    /// <param name="subject">Null: the subject token is worth nothing.</param>
    /// <param name="actor">Null: the request has no actor token, or it is worth nothing.</param>
    public static GrantDecision Decide(TokenRequest request, SubjectFacts? subject, ActorFacts? actor, UserAccess user)
    {
        if (subject is null || subject.IsUsedUp || !user.IsActive) return OAuthError.InvalidGrant();
        if (request.ActorToken is not null && (request.ActorTokenType != AccessTokenType || actor?.Scope.Contains(OidcScope.OpenId) != true))
            return OAuthError.InvalidGrant();
        if (user.RefuseApplication() is { } closed) return closed;
        if (user.RefuseOrganization(request) is { } outside) return outside;
        if (!TokenTarget.Of(request).TryGet(out var target, out var refusal)) return refusal;
        var asked = ScopeSet.Parse(request.Scope);
        return (Checked<GrantedTokens>)(target switch
        {
            { Resource: { } resource } => UserTokens.ForResource(request, resource, target.OrganizationId, user, asked),
            { OrganizationId: { } id } => UserTokens.ForOrganization(request, id, user.Organization!, asked),
            _ => new GrantedTokens { Scope = asked.Where(OidcScope.Known.Contains) },
        });
    }

    private static bool IsImpersonation(string token) => token.StartsWith(ImpersonationPrefix, StringComparison.Ordinal);
}
