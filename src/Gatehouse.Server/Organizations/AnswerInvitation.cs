using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Accepts an invitation for a user or revokes it, once (contract/management-organizations.md 6): who was faster is seen by the row's
/// version.
/// </summary>
internal sealed class AnswerInvitation(GatehouseDb db, UnitOfWork work, ShowInvitations show, TimeProvider time)
{
    /// <summary>The user joins and gets the invitation's roles in the same moment.</summary>
    public Task<Checked<ShownInvitation>> AcceptAsync(string invitationId, string userId, CancellationToken ct) =>
        WriteAsync("Change.OrganizationInvitation.Accepted", invitationId, async (invitation, roles, now) =>
        {
            var address = await db.Users.Where(user => user.Id == userId).Select(user => new { Key = user.PrimaryEmailKey }).SingleOrDefaultAsync(ct);
            if (address is null) return UserRefusals.NotFound;
            if (address.Key != invitation.InviteeKey) return Refusal.InvalidRequest("the user has not the address of the invitation") with { Status = 422 };
            if (roles.Any(role => role.Type != nameof(RoleType.User))) return OrganizationRefusals.WrongType;
            invitation.Accept(userId, now);
            await JoinAsync(invitation.OrganizationId, userId, roles.Select(role => role.Id), ct);
            return null;
        }, ct);

    public Task<Checked<ShownInvitation>> RevokeAsync(string invitationId, CancellationToken ct) =>
        WriteAsync("Change.OrganizationInvitation.Revoked", invitationId, (invitation, _, now) =>
        {
            invitation.Revoke(now);
            return Task.FromResult<Refusal?>(null);
        }, ct);

    private Task<Checked<ShownInvitation>> WriteAsync(
        string auditKey, string invitationId, Func<OrganizationInvitation, IReadOnlyList<OrganizationRole>, DateTime, Task<Refusal?>> answer, CancellationToken ct) =>
        work.WriteAsync<ShownInvitation>(auditKey, invitationId, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (await db.OrganizationInvitations.SingleOrDefaultAsync(row => row.Id == invitationId, ct) is not { } invitation) return OrganizationRefusals.NotFound;
            if (invitation.StatusAt(now) is not InvitationStatus.Pending and var status)
                return Refusal.InvalidRequest($"the invitation is {status} already") with { Status = 422 };
            var grants = db.InvitationRoles.Where(grant => grant.InvitationId == invitationId);
            var roles = await db.OrganizationRoles.AsNoTracking().Where(role => grants.Any(grant => grant.OrganizationRoleId == role.Id)).ToListAsync(ct);
            if (await answer(invitation, roles, now) is { } refused) return refused;
            return show.Of(invitation, [.. roles.Select(role => new NamedRole(role.Id, role.Name))]);
        }, ct);

    private async Task JoinAsync(string organizationId, string userId, IEnumerable<string> roleIds, CancellationToken ct)
    {
        var isMember = await db.OrganizationUsers.AnyAsync(member => member.OrganizationId == organizationId && member.UserId == userId, ct);
        if (!isMember) db.OrganizationUsers.Add(new OrganizationUser { TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId });
        var held = await db.OrganizationUserRoles.Where(grant => grant.OrganizationId == organizationId && grant.UserId == userId)
            .Select(grant => grant.OrganizationRoleId).ToListAsync(ct);
        db.OrganizationUserRoles.AddRange(roleIds.Except(held).Select(roleId => new OrganizationUserRole
        {
            TenantId = db.TenantId, OrganizationId = organizationId, UserId = userId, OrganizationRoleId = roleId,
        }));
        work.Announce(OrganizationEvents.UsersChanged(organizationId, added: isMember ? [] : [userId], removed: []));
    }
}
