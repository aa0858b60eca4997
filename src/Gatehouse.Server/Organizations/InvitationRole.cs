namespace Gatehouse.Server.Organizations;

/// <summary>A role that whoever accepts the invitation gets.</summary>
internal sealed class InvitationRole
{
    public required string TenantId { get; init; }

    public required string InvitationId { get; init; }

    public required string OrganizationRoleId { get; init; }
}
