using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>Deletes an invitation, whatever became of it (contract/management-organizations.md 6).</summary>
internal sealed class DeleteInvitation(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<Done>> ExecuteAsync(string invitationId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.OrganizationInvitation.Deleted", invitationId, async () =>
        {
            if (await db.OrganizationInvitations.SingleOrDefaultAsync(row => row.Id == invitationId, ct) is not { } invitation) return OrganizationRefusals.NotFound;
            db.OrganizationInvitations.Remove(invitation);
            return new Done();
        }, ct);
}
