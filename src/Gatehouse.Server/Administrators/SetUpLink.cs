namespace Gatehouse.Server.Administrators;

/// <summary>The link that makes whoever opens it first the owner of an installation that has none (docs/adr/0020). It is in the log alone.</summary>
internal sealed class SetUpLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public required string TenantId { get; init; }

    /// <summary>SHA-256 of the link's token.</summary>
    public required string Digest { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }
}
