namespace Gatehouse.Server.Resources;

/// <summary>An API that access tokens are made for (RFC 8707; contract/management-apps-resources-roles.md 2).</summary>
internal sealed class ApiResource
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The resource indicator: the audience of its tokens. Never changes.</summary>
    public required string Indicator { get; init; }

    public bool IsDefault { get; set; }

    /// <summary>Seconds.</summary>
    public int AccessTokenTtl { get; set; } = 3600;

    /// <summary>The indicator of a tenant's own Management API.</summary>
    public static string ManagementIndicator(string tenantId) => $"https://{tenantId}.logto.app/api";

    /// <summary>Whether an indicator has the form of any tenant's Management API.</summary>
    public static bool IsManagementIndicator(string indicator) =>
        indicator.StartsWith("https://", StringComparison.Ordinal) && indicator.EndsWith(".logto.app/api", StringComparison.Ordinal)
        && indicator.Length > "https://.logto.app/api".Length && !indicator["https://".Length..^".logto.app/api".Length].Contains('.', StringComparison.Ordinal);
}

/// <summary>A permission on an <see cref="ApiResource"/>.</summary>
internal sealed class ResourceScope
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string ResourceId { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public required DateTime CreatedAt { get; init; }
}
