namespace Gatehouse.Server.Grants;

/// <summary>
/// One rule of an application's access control (contract/management-apps-resources-roles.md 1.8): whom it names may use the application.
/// </summary>
internal sealed class AccessRule
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public required AccessRuleKind Kind { get; init; }

    /// <summary>A user, role or organization, by <see cref="Kind"/>.</summary>
    public required string TargetId { get; init; }

    /// <summary>With <see cref="AccessRuleKind.OrganizationRole"/> the role inside the organization; else empty.</summary>
    public string OrganizationRoleId { get; init; } = "";
}

internal enum AccessRuleKind
{
    User,
    UserRole,
    Organization,
    OrganizationRole,
}
