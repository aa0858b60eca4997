using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Invitations;

/// <summary>Why an invitation is not made, or its link does not work (docs/invitations.md). The codes are ours.</summary>
internal static class UserInvitationRefusals
{
    /// <summary>The user has no invitation, or none that is still open.</summary>
    public static Refusal NoneThere { get; } = new("entity.not_found", 404);

    public static Refusal NoRecipient { get; } = new("invitation.no_recipient", 422);

    public static Refusal UserIsSuspended { get; } = new("invitation.user_suspended", 422);

    public static Refusal RedirectUriNotRegistered { get; } = new("invitation.redirect_uri_not_registered", 422);

    /// <summary>No such link, or a newer one has taken its place.</summary>
    public static Refusal NotValid { get; } = new("invitation.not_valid", 404);

    public static Refusal Expired { get; } = new("invitation.expired");

    public static Refusal Revoked { get; } = new("invitation.revoked");

    public static Refusal Used { get; } = new("invitation.used");
}
