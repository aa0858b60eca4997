using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Users;

/// <summary>The tokens that a social or enterprise provider gave for a user's account there (contract/management-api.md 2.10 and 2.11).</summary>
internal sealed class TokenSecret
{
    /// <summary>The one type that there is.</summary>
    public const string FederatedTokenSet = "federated_token_set";

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string UserId { get; init; }

    public string Type { get; init; } = FederatedTokenSet;

    /// <summary>The tokens; no API shows them to administrators.</summary>
    public required SealedText Tokens { get; set; }

    /// <summary><c>scope</c>, <c>expiresAt</c> (epoch seconds), <c>tokenType</c>, <c>hasRefreshToken</c>.</summary>
    public required JsonText Metadata { get; set; }

    /// <summary>The user's id at the provider.</summary>
    public required string IdentityId { get; set; }

    /// <summary>Of a social account; null for an enterprise one.</summary>
    public string? ConnectorId { get; set; }

    /// <inheritdoc cref="ConnectorId"/>
    public string? Target { get; init; }

    /// <summary>Of an enterprise account; null for a social one.</summary>
    public string? SsoConnectorId { get; init; }

    /// <inheritdoc cref="SsoConnectorId"/>
    public string? Issuer { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }
}
