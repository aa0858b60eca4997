using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Users;

/// <summary>A token that a user carries into scripts, exchanged for an access token (contract/management-api.md 2.16, oidc.md 15.4).</summary>
internal sealed class PersonalAccessToken
{
    public const string Prefix = "pat_";

    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    public required string Name { get; set; }

    /// <summary>Shown to its owner's administrators, therefore kept.</summary>
    public required SealedText Value { get; init; }

    /// <summary>What it is found by.</summary>
    public required string Digest { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }
}
