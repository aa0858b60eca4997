namespace Gatehouse.Server.Organizations;

/// <summary>Whoever registers with a verified address of this domain joins the organization (contract/management-organizations.md 4).</summary>
internal sealed class JustInTimeDomain
{
    public required string TenantId { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>As it was sent: it is compared letter by letter with what stands behind the @.</summary>
    public required string EmailDomain { get; init; }
}
