using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Changes an organization (contract/management-organizations.md 1).</summary>
internal sealed class ChangeOrganization(GatehouseDb db, UnitOfWork work)
{
    /// <summary>Nothing to change is refused before the organization is looked for.</summary>
    public async Task<Checked<Organization>> ExecuteAsync(string organizationId, OrganizationChange fields, CancellationToken ct)
    {
        if (fields.IsEmpty) return OrganizationRefusals.NothingToChange;
        return await work.WriteAsync<Organization>("Change.Organization.Updated", organizationId, async () =>
        {
            if (await db.Organizations.SingleOrDefaultAsync(row => row.Id == organizationId, ct) is not { } organization) return OrganizationRefusals.NotThereToChange;
            fields.ApplyTo(organization);
            work.Announce(OrganizationEvents.DataUpdated(organization));
            return organization;
        }, ct);
    }
}
