using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>What an administrator says of an invitation.</summary>
/// <param name="ExpiresAt">Milliseconds since 1970.</param>
/// <param name="MessagePayload">What goes into the e-mail; null for none.</param>
internal sealed record NewInvitation(
    string? InviterId, string Invitee, string OrganizationId, decimal ExpiresAt, IReadOnlyList<string> OrganizationRoleIds, JsonText? MessagePayload);

/// <summary>Invites somebody into an organization, by e-mail if that is wanted (contract/management-organizations.md 6).</summary>
internal sealed class CreateInvitation(GatehouseDb db, UnitOfWork work, ShowInvitations show, SendInvitation send, DeleteInvitation delete, TimeProvider time)
{
    /// <summary>
    /// The message leaves when the invitation is written, so that nobody gets one that is not there; an invitation whose message can't be
    /// sent is taken back.
    /// </summary>
    public async Task<Checked<ShownInvitation>> ExecuteAsync(NewInvitation fields, CancellationToken ct)
    {
        if (!(await WriteAsync(fields, ct)).TryGet(out var made, out var refused)) return refused;
        if (fields.MessagePayload is not { } payload) return made;
        var isSent = false;
        try
        {
            if (!(await send.ExecuteAsync(made.Row, payload, ct)).TryGet(out _, out refused)) return refused;
            isSent = true;
            return made;
        }
        finally
        {
            if (!isSent) await delete.ExecuteAsync(made.Row.Id, CancellationToken.None);
        }
    }

    private Task<Checked<ShownInvitation>> WriteAsync(NewInvitation fields, CancellationToken ct)
    {
        var id = Identifier.Long();
        return work.WriteAsync<ShownInvitation>("Change.OrganizationInvitation.Created", id, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (fields.ExpiresAt <= now.ToEpochMilliseconds()) return Refusal.InvalidRequest("the invitation would have expired already");
            if (await IsMemberAsync(fields, ct)) return Refusal.InvalidRequest("the invitee is a member already") with { Status = 422 };
            var roleIds = fields.OrganizationRoleIds.Distinct().ToList();
            var roles = await db.OrganizationRoles.Where(role => EF.Parameter(roleIds).Contains(role.Id)).Select(role => new NamedRole(role.Id, role.Name)).ToListAsync(ct);
            if (roles.Count < roleIds.Count) return OrganizationRefusals.MissingRelation;

            foreach (var outdated in await db.OrganizationInvitations.Where(row => row.OrganizationId == fields.OrganizationId
                && row.Invitee == fields.Invitee && row.Status == InvitationStatus.Pending && row.ExpiresAt < now).ToListAsync(ct))
                outdated.Expire(now);
            var invitation = new OrganizationInvitation
            {
                TenantId = db.TenantId,
                Id = id,
                InviterId = string.IsNullOrEmpty(fields.InviterId) ? null : fields.InviterId,
                Invitee = fields.Invitee,
                InviteeKey = User.EmailKeyOf(fields.Invitee)!,
                OrganizationId = fields.OrganizationId,
                CreatedAt = now,
                UpdatedAt = now,
                ExpiresAt = DateTime.UnixEpoch.AddMilliseconds((double)decimal.Truncate(fields.ExpiresAt)),
            };
            db.OrganizationInvitations.Add(invitation);
            db.InvitationRoles.AddRange(roleIds.Select(roleId => new InvitationRole { TenantId = db.TenantId, InvitationId = invitation.Id, OrganizationRoleId = roleId }));
            return show.Of(invitation, roles);
        }, ct);
    }

    /// <summary>Who has exactly this address, upper and lower case told apart.</summary>
    private Task<bool> IsMemberAsync(NewInvitation fields, CancellationToken ct)
    {
        var (key, members) = (User.EmailKeyOf(fields.Invitee), db.OrganizationUsers);
        return db.Users.AnyAsync(user => user.PrimaryEmailKey == key && user.PrimaryEmail == fields.Invitee
            && members.Any(member => member.OrganizationId == fields.OrganizationId && member.UserId == user.Id), ct);
    }
}
