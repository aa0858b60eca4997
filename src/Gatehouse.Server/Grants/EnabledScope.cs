namespace Gatehouse.Server.Grants;

/// <summary>A scope that a third-party application may ask users for (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class EnabledScope
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public required EnabledScopeKind Kind { get; init; }

    /// <summary>The name of a user scope, the id of any other.</summary>
    public required string Scope { get; init; }
}

internal enum EnabledScopeKind
{
    UserScope,
    OrganizationScope,
    ResourceScope,
    OrganizationResourceScope,
}
