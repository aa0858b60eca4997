using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>
/// An authorization code, refresh token or opaque access token that was given out (contract/oidc.md 11). Only the digest of its value is
/// here. Whoever uses one up sets <see cref="ConsumedAt"/> under the row's version, so that one of several at once succeeds.
/// </summary>
internal sealed class IssuedToken
{
    public required string TenantId { get; init; }

    /// <summary>Of the value: <see cref="OpaqueToken.DigestOf"/>.</summary>
    public required string Digest { get; init; }

    public required TokenKind Kind { get; init; }

    /// <summary>When the grant goes, this goes.</summary>
    public required string GrantId { get; init; }

    public required string ApplicationId { get; init; }

    public required string UserId { get; init; }

    /// <summary>The session that it was issued in; null for token exchange.</summary>
    public string? SessionId { get; init; }

    /// <summary>Worthless once the session is over: without <c>offline_access</c> (contract 9).</summary>
    public bool ExpiresWithSession { get; init; }

    /// <summary>Space-separated; of a code and a refresh token all scopes, of an access token those that it carries.</summary>
    public required string Scope { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? ConsumedAt { get; set; }

    /// <summary>A <see cref="TokenDetails"/>.</summary>
    public required JsonText Details { get; init; }

    public bool IsLive(DateTimeOffset now) => now.UtcDateTime < ExpiresAt;
}

internal enum TokenKind
{
    AuthorizationCode,
    AccessToken,
    RefreshToken,
}
