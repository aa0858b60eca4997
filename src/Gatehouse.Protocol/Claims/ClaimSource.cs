using System.Text.Json;

namespace Gatehouse.Protocol.Claims;

/// <summary>
/// What claims are made of: the user as stored, read at the moment of the answer (contract oidc.md section 10). The parts that cost a query
/// are needed only where <see cref="UserClaims"/> names their claims.
/// </summary>
public sealed record ClaimSource
{
    public required string Subject { get; init; }

    public string? Username { get; init; }

    public string? Name { get; init; }

    public string? Avatar { get; init; }

    public string? PrimaryEmail { get; init; }

    /// <summary>Digits with calling code, without plus sign.</summary>
    public string? PrimaryPhone { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>The profile as stored: an object with camelCase members.</summary>
    public JsonElement Profile { get; init; }

    public JsonElement CustomData { get; init; }

    /// <summary>From target to account.</summary>
    public JsonElement Identities { get; init; }

    /// <summary>An array.</summary>
    public JsonElement SsoIdentities { get; init; }

    /// <summary>Names.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>All of the user's, also for clients that may act in some only (contract section 10.3).</summary>
    public IReadOnlyList<OrganizationClaim> Organizations { get; init; } = [];

    /// <summary>Id of the organization, colon, name of the role.</summary>
    public IReadOnlyList<string> OrganizationRoles { get; init; } = [];

    /// <summary>Without what is known of a person.</summary>
    public override string ToString() => $"ClaimSource {{ Subject = {Subject} }}";
}

/// <summary>An item of <c>organization_data</c>.</summary>
public sealed record OrganizationClaim(string Id, string Name, string? Description);
