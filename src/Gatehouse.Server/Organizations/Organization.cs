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

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string Type { get; set; }

    /// <summary>The first one is the default.</summary>
    public static IReadOnlyList<string> Types { get; } = ["User", "MachineToMachine"];
}

/// <summary>Something that a role of the template carries, of either kind.</summary>
internal interface IOrganizationRoleGrant<TSelf> where TSelf : IOrganizationRoleGrant<TSelf>
{
    /// <summary>What audit entries call it.</summary>
    static abstract string AuditName { get; }

    /// <summary>Whether webhooks learn of its changes.</summary>
    static abstract bool IsTold { get; }

    string OrganizationRoleId { get; }

    string GrantedId { get; }

    static abstract TSelf Make(string tenantId, string organizationRoleId, string grantedId);
}

/// <summary>A permission on an API resource that an organization role carries.</summary>
internal sealed class OrganizationRoleResourceScope : IOrganizationRoleGrant<OrganizationRoleResourceScope>
{
    public static string AuditName => "ResourceScopes";

    public static bool IsTold => false;

    public required string TenantId { get; init; }

    public required string OrganizationRoleId { get; init; }

    public required string ScopeId { get; init; }

    string IOrganizationRoleGrant<OrganizationRoleResourceScope>.GrantedId => ScopeId;

    public static OrganizationRoleResourceScope Make(string tenantId, string organizationRoleId, string grantedId) =>
        new() { TenantId = tenantId, OrganizationRoleId = organizationRoleId, ScopeId = grantedId };
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

/// <summary>A permission of the template that an organization role carries.</summary>
internal sealed class OrganizationRoleScope : IOrganizationRoleGrant<OrganizationRoleScope>
{
    public static string AuditName => "Scopes";

    public static bool IsTold => true;

    public required string TenantId { get; init; }

    public required string OrganizationRoleId { get; init; }

    public required string OrganizationScopeId { get; init; }

    string IOrganizationRoleGrant<OrganizationRoleScope>.GrantedId => OrganizationScopeId;

    public static OrganizationRoleScope Make(string tenantId, string organizationRoleId, string grantedId) =>
        new() { TenantId = tenantId, OrganizationRoleId = organizationRoleId, OrganizationScopeId = grantedId };
}
