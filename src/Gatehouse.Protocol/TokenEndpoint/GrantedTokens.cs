using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>What is issued to the client of a user: contract oidc.md sections 11 to 14.</summary>
public sealed record GrantedTokens
{
    /// <summary>Contract section 12.</summary>
    public const int OpaqueTtl = 3600;

    /// <summary>Of the access token, in the order of the request; empty is written as <c>""</c> (contract section 11.5).</summary>
    public required ScopeSet Scope { get; init; }

    /// <summary>The access token is a JWT for a resource or an organization; null: it is opaque, for the provider's own endpoints.</summary>
    public GrantedAccess? Jwt { get; init; }

    /// <summary>The scopes whose claims the ID token carries; null: there is no ID token.</summary>
    public ScopeSet? IdTokenScope { get; init; }

    /// <summary>A new refresh token, which lives until then; null: none.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>The key that the new refresh token is bound to: RFC 9449 section 5, for public clients only.</summary>
    public string? RefreshTokenJkt { get; init; }

    /// <summary>Lifetime of the access token in seconds.</summary>
    public int ExpiresIn => Jwt?.ExpiresIn ?? OpaqueTtl;
}

/// <summary>What a grant decides: tokens, a refusal, or a refusal that takes the whole family with it.</summary>
public sealed record GrantDecision
{
    private readonly Checked<GrantedTokens> _outcome;

    private GrantDecision(Checked<GrantedTokens> outcome, bool isReplay) => (_outcome, IsReplay) = (outcome, isReplay);

    /// <summary>
    /// Something was used again that may be used once: the grant and all that was issued from it are revoked (RFC 9700 sections 2.2.2 and
    /// 4.14.2, contract sections 11.4, 12 and 16).
    /// </summary>
    public bool IsReplay { get; }

    internal static GrantDecision Replay { get; } = new(OAuthError.InvalidGrant(), isReplay: true);

    public static implicit operator GrantDecision(Checked<GrantedTokens> outcome) => new(outcome, isReplay: false);

    public static implicit operator GrantDecision(OAuthError refusal) => new(refusal, isReplay: false);

    /// <summary>True with the tokens, false with the refusal.</summary>
    public bool TryGet(
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out GrantedTokens tokens,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out OAuthError? refusal) => _outcome.TryGet(out tokens, out refusal);
}
