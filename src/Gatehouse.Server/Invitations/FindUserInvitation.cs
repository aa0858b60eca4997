using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Invitations;

/// <summary>An invitation and whom it invites.</summary>
internal sealed record OpenUserInvitation(UserInvitation Row, User User);

/// <summary>Finds an invitation by its user, or by the link.</summary>
internal sealed class FindUserInvitation(GatehouseDb db, TimeProvider time)
{
    /// <summary>The user's last one, whatever has become of it.</summary>
    public async Task<Checked<UserInvitation>> OfUserAsync(string userId, CancellationToken ct) =>
        await db.UserInvitations.AsNoTracking().SingleOrDefaultAsync(invitation => invitation.UserId == userId, ct) is { } found ? found : UserInvitationRefusals.NoneThere;

    /// <summary>The one whose link this is, if it can still be used. Looking uses nothing up: scanners of mail follow links.</summary>
    public Task<Checked<OpenUserInvitation>> ToReadAsync(string token, CancellationToken ct) => ByLinkAsync(db.UserInvitations.AsNoTracking(), db.Users.AsNoTracking(), token, ct);

    /// <summary>The same to be used, inside a unit of work.</summary>
    public Task<Checked<OpenUserInvitation>> ToChangeAsync(string token, CancellationToken ct) => ByLinkAsync(db.UserInvitations, db.Users, token, ct);

    private async Task<Checked<OpenUserInvitation>> ByLinkAsync(IQueryable<UserInvitation> invitations, IQueryable<User> users, string token, CancellationToken ct)
    {
        var digest = UserInvitation.DigestOf(token);
        if (await invitations.SingleOrDefaultAsync(row => row.Digest == digest, ct) is not { } invitation) return UserInvitationRefusals.NotValid;
        if (await users.Include(row => row.Identities).SingleOrDefaultAsync(row => row.Id == invitation.UserId, ct) is not { } user) return UserInvitationRefusals.NotValid;
        switch (invitation.StatusAt(time.GetUtcNow().UtcDateTime))
        {
            case UserInvitationStatus.Accepted: return UserInvitationRefusals.Used;
            case UserInvitationStatus.Expired: return UserInvitationRefusals.Expired;
            case UserInvitationStatus.Revoked: return UserInvitationRefusals.Revoked;
        }

        // Whoever reads the mail of an address that is the user's no longer is not the user.
        var address = invitation.Channel == ConnectorType.Sms ? user.PrimaryPhone : user.PrimaryEmail;
        if (invitation.Channel is not null && !string.Equals(address, invitation.Recipient, StringComparison.OrdinalIgnoreCase)) return UserInvitationRefusals.Revoked;
        return user.IsSuspended ? UserRefusals.Suspended : new OpenUserInvitation(invitation, user);
    }
}
