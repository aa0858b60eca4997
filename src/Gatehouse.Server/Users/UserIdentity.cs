using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>A social account of a user (contract/management-api.md 2.10): one for each target, and one user for each account.</summary>
internal sealed class UserIdentity
{
    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    /// <summary>The provider, for example <c>google</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The user's id at the provider; <c>userId</c> on the wire.</summary>
    public required string IdentityId { get; set; }

    public JsonText? Details { get; set; }
}

/// <summary>A social account before it is a user's.</summary>
/// <inheritdoc cref="UserIdentity"/>
internal sealed record SocialIdentity(string Target, string IdentityId, JsonText? Details);

/// <summary>An account at an enterprise identity provider (contract/management-api.md 2.11).</summary>
internal sealed class UserSsoIdentity
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string Issuer { get; init; }

    public required string IdentityId { get; init; }

    public required JsonText Detail { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    public required string SsoConnectorId { get; init; }
}
