using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// How pages look for an application and an organization: the organization's look stands over the application's, that over the tenant's
/// (contract/management-misc.md 11). An id that does not exist, or null, changes nothing.
/// </summary>
internal sealed class FindLook(GatehouseDb db, Snapshots snapshots)
{
    public async Task<ExperienceLook> ExecuteAsync(string? applicationId, string? organizationId, CancellationToken ct) =>
        ExperienceLook.Of((await snapshots.GetAsync(db.TenantId, ct)).Get<PublishedExperience>().Row)
            .With(await OfApplicationAsync(applicationId, ct)).With(await OfOrganizationAsync(organizationId, ct));

    private async Task<ExperienceLook?> OfApplicationAsync(string? applicationId, CancellationToken ct) =>
        string.IsNullOrEmpty(applicationId) ? null : await db.ApplicationExperiences.AsNoTracking().Where(own => own.ApplicationId == applicationId)
            .Select(own => new ExperienceLook(own.Color, own.Branding, own.CustomCss)).SingleOrDefaultAsync(ct);

    private async Task<ExperienceLook?> OfOrganizationAsync(string? organizationId, CancellationToken ct) =>
        string.IsNullOrEmpty(organizationId) ? null : await db.Organizations.AsNoTracking().Where(organization => organization.Id == organizationId)
            .Select(organization => new ExperienceLook(organization.Color, organization.Branding, organization.CustomCss)).SingleOrDefaultAsync(ct);
}
