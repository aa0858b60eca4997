namespace Gatehouse.Server.Organizations;

/// <summary>Whoever registers through this enterprise connector joins the organization (contract/management-organizations.md 4).</summary>
internal sealed class JustInTimeSsoConnector
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    public required string SsoConnectorId { get; init; }
}
