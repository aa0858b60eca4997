using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>
/// What is stored of an authorization code, refresh token or device code that was presented (contract oidc.md sections 11.4, 12 and 16),
/// without its value.
/// </summary>
public sealed record TokenFacts
{
    /// <summary>The client that it was issued to.</summary>
    public required string ClientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used for the first time; null while it was not.</summary>
    public DateTimeOffset? ConsumedAt { get; init; }

    /// <summary>All that was granted with it, OIDC scopes and scopes of resources, in the order of the authorization request.</summary>
    public ScopeSet Scope { get; init; } = ScopeSet.Empty;

    /// <summary>The resources of the authorization request: RFC 8707 section 2.1.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The redirect URI that the authorization request named; null when it named none (RFC 6749 section 4.1.3).</summary>
    public string? RedirectUri { get; init; }

    /// <summary>RFC 7636 section 4.4, method <c>S256</c>.</summary>
    public string? CodeChallenge { get; init; }

    /// <summary>The thumbprint of the key that it is bound to: RFC 9449 sections 5 and 10.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>When the first refresh token of its line was issued (contract section 12).</summary>
    public DateTimeOffset? FirstIssuedAt { get; init; }

    /// <summary>It ends with its session (contract section 9), and the session is over.</summary>
    public bool SessionIsOver { get; init; }
}

/// <summary>The grant that a code or token hangs on; where it has gone there is none (contract oidc.md section 12).</summary>
/// <param name="ClientId">The client that the user gave it to.</param>
/// <param name="OidcScopes">The provider's own scopes that were granted.</param>
/// <param name="ResourceScopes">The scopes granted on a resource, by indicator; empty where none was.</param>
public sealed record GrantFacts(string ClientId, DateTimeOffset ExpiresAt, ScopeSet OidcScopes, Func<string, ScopeSet> ResourceScopes);
