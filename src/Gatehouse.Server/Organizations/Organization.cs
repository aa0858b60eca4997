using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Organizations;

/// <summary>A group of users with roles of their own in it (contract/management-organizations.md).</summary>
internal sealed class Organization
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public JsonText CustomData { get; set; } = JsonText.EmptyObject;

    public bool IsMfaRequired { get; set; }

    public JsonText Color { get; set; } = JsonText.EmptyObject;

    public JsonText Branding { get; set; } = JsonText.EmptyObject;

    public string? CustomCss { get; set; }

    public required DateTime CreatedAt { get; init; }
}

internal sealed class OrganizationUser
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string UserId { get; init; }
}

internal sealed class OrganizationUserRole
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string UserId { get; init; }

    public required string OrganizationRoleId { get; init; }
}

/// <summary>A permission of the organization template.</summary>
internal sealed class OrganizationScope
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }
}

/// <summary>A role of the organization template.</summary>
internal sealed class OrganizationRole
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary><c>User</c> or <c>MachineToMachine</c>.</summary>
    public required string Type { get; init; }
}

/// <summary>A permission on an API resource that an organization role carries.</summary>
internal sealed class OrganizationRoleResourceScope
{
    public required string TenantId { get; init; }

    public required string OrganizationRoleId { get; init; }

    public required string ScopeId { get; init; }
}

/// <summary>A machine-to-machine application that acts in an organization.</summary>
internal sealed class OrganizationApplication
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string ApplicationId { get; init; }
}

internal sealed class OrganizationApplicationRole
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string ApplicationId { get; init; }

    public required string OrganizationRoleId { get; init; }
}

internal sealed class OrganizationRoleScope
{
    public required string TenantId { get; init; }

    public required string OrganizationRoleId { get; init; }

    public required string OrganizationScopeId { get; init; }
}
