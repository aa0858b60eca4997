using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Deletes an organization; members, their roles, applications, just-in-time configuration and invitations go with it
/// (contract/management-organizations.md 1).
/// </summary>
internal sealed class DeleteOrganization(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<Done>> ExecuteAsync(string organizationId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Organization.Deleted", organizationId, async () =>
        {
            if (await db.Organizations.SingleOrDefaultAsync(row => row.Id == organizationId, ct) is not { } organization) return OrganizationRefusals.NotFound;
            // These the database would delete too, but nobody would learn that the snapshot holds them still.
            db.OrganizationApplications.RemoveRange(await db.OrganizationApplications.Where(member => member.OrganizationId == organizationId).ToListAsync(ct));
            db.Organizations.Remove(organization);
            work.Announce(OrganizationEvents.Deleted(organizationId));
            return new Done();
        }, ct);
}
