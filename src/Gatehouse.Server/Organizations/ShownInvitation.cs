using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>An invitation with the names of its roles and what its status means at that moment.</summary>
internal sealed record ShownInvitation(OrganizationInvitation Row, IReadOnlyList<NamedRole> Roles, InvitationStatus Status);

/// <summary>Reads invitations as they are shown (contract/management-organizations.md 6).</summary>
internal sealed class ShowInvitations(GatehouseDb db, TimeProvider time)
{
    /// <summary>Two queries, however many there are.</summary>
    /// <param name="invitations">In the order that they are wanted in.</param>
    public async Task<IReadOnlyList<ShownInvitation>> ReadAsync(IQueryable<OrganizationInvitation> invitations, CancellationToken ct)
    {
        var rows = await invitations.AsNoTracking().ToListAsync(ct);
        var (grants, template) = (db.InvitationRoles, db.OrganizationRoles);
        var roles = (await (
            from invitation in invitations
            join grant in grants on invitation.Id equals grant.InvitationId
            join role in template on grant.OrganizationRoleId equals role.Id
            select new { invitation.Id, Role = new NamedRole(role.Id, role.Name) }).ToListAsync(ct)).ToLookup(row => row.Id, row => row.Role);
        return [.. rows.Select(row => Of(row, [.. roles[row.Id]]))];
    }

    public ShownInvitation Of(OrganizationInvitation row, IReadOnlyList<NamedRole> roles) => new(row, roles, row.StatusAt(time.GetUtcNow().UtcDateTime));
}
