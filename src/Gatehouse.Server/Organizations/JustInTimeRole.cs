namespace Gatehouse.Server.Organizations;

/// <summary>A role that users get who join the organization by themselves (contract/management-organizations.md 4).</summary>
internal sealed class JustInTimeRole
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationRoleId { get; init; }
}
