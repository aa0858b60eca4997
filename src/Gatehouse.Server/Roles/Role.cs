namespace Gatehouse.Server.Roles;

/// <summary>A named set of permissions for users or for machine-to-machine applications (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class Role
{
    /// <summary>Roles whose names begin so are the server's own: hidden from lists, and nobody changes them.</summary>
    public const string InternalPrefix = "#internal:";

    /// <summary>The role that an application holds which administers its tenant.</summary>
    public const string Administration = InternalPrefix + "admin";

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    public required RoleType Type { get; init; }

    /// <summary>Given to each new user; without effect for machine-to-machine roles.</summary>
    public bool IsDefault { get; set; }

    public bool IsInternal => IsInternalName(Name);

    public static bool IsInternalName(string name) => name.StartsWith(InternalPrefix, StringComparison.Ordinal);
}

internal enum RoleType
{
    User,
    MachineToMachine,
}

internal sealed class RoleScope
{
    public required string TenantId { get; init; }

    public required string RoleId { get; init; }

    public required string ScopeId { get; init; }
}

internal sealed class ApplicationRole
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public required string RoleId { get; init; }
}
