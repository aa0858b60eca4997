using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Grants;

/// <summary>Lets an application act for a user once (contract/oidc.md 15.4: impersonation token).</summary>
internal sealed class SubjectToken
{
    /// <summary>Contract 12.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(600);

    public const string Prefix = "sub_";

    public required string TenantId { get; init; }

    public required string Digest { get; init; }

    public required string UserId { get; init; }

    /// <summary>Whatever its maker wrote beside it.</summary>
    public required JsonText Context { get; init; }

    /// <summary>Who had it made.</summary>
    public required string CreatorId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? ConsumedAt { get; set; }
}
