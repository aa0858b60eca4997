using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>An authorization request that a client sent ahead of its user (RFC 9126; contract/oidc.md 6). It may open sign-in several times; the code uses it up.</summary>
internal sealed class PushedRequest
{
    /// <summary>Contract 12.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    public required string TenantId { get; init; }

    /// <summary>Of the random part of the request URI (<c>RequestUri</c> of the protocol).</summary>
    public required string Digest { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>The request's parameters; a repeated one is an array.</summary>
    public required JsonText Params { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? ConsumedAt { get; set; }
}
