namespace Gatehouse.Server.Grants;

/// <summary>A user let a third-party application act in an organization (contract/oidc.md 20).</summary>
internal sealed class ConsentedOrganization
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public required string UserId { get; init; }

    public required string OrganizationId { get; init; }
}
