using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Invitations;

/// <summary>Takes an invitation back: its link does nothing from now on (docs/invitations.md).</summary>
internal sealed class RevokeUserInvitation(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="digest">The one that is meant; null for whichever is open.</param>
    public Task<Checked<Done>> ExecuteAsync(string userId, string? digest, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.UserInvitation.Revoked", userId, async () =>
        {
            var row = await db.UserInvitations.SingleOrDefaultAsync(invitation => invitation.UserId == userId && (digest == null || invitation.Digest == digest), ct);
            if (row is null || row.StatusAt(time.GetUtcNow().UtcDateTime) != UserInvitationStatus.Pending) return UserInvitationRefusals.NoneThere;
            row.Revoke();
            return new Done();
        }, ct);
}
