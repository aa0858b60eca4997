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
    public async Task<ExperienceLook> ExecuteAsync(string? applicationId, string? organizationId, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        var application = string.IsNullOrEmpty(applicationId) ? null : snapshot.Get<ApplicationDirectory>().Find(applicationId)?.Experience;
        return ExperienceLook.Of(snapshot.Get<PublishedExperience>().Row)
            .With(application is null ? null : new ExperienceLook(application.Color, application.Branding, application.CustomCss))
            .With(await OfOrganizationAsync(organizationId, ct));
    }

    private async Task<ExperienceLook?> OfOrganizationAsync(string? organizationId, CancellationToken ct) =>
        string.IsNullOrEmpty(organizationId) ? null : await db.Organizations.AsNoTracking().Where(organization => organization.Id == organizationId)
            .Select(organization => new ExperienceLook(organization.Color, organization.Branding, organization.CustomCss)).SingleOrDefaultAsync(ct);
}
