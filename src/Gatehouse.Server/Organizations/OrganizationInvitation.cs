namespace Gatehouse.Server.Organizations;

/// <summary>Somebody is asked by e-mail to join an organization (contract/management-organizations.md 6).</summary>
internal sealed class OrganizationInvitation
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>The user who invites, if it is one.</summary>
    public string? InviterId { get; init; }

    /// <summary>The address as it was sent.</summary>
    public required string Invitee { get; init; }

    /// <summary>The address in lower case, as those of users are compared.</summary>
    public required string InviteeKey { get; init; }

    public string? AcceptedUserId { get; private set; }

    public required string OrganizationId { get; init; }

    /// <summary>As it is stored; what it means now is <see cref="StatusAt"/>.</summary>
    public InvitationStatus Status { get; private set; } = InvitationStatus.Pending;

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Time alone ends an invitation; nobody writes that down before something else has to be written.</summary>
    public InvitationStatus StatusAt(DateTime now) => Status == InvitationStatus.Pending && ExpiresAt < now ? InvitationStatus.Expired : Status;

    public void Accept(string userId, DateTime now) => (Status, AcceptedUserId, UpdatedAt) = (InvitationStatus.Accepted, userId, now);

    public void Revoke(DateTime now) => (Status, UpdatedAt) = (InvitationStatus.Revoked, now);

    public void Expire(DateTime now) => (Status, UpdatedAt) = (InvitationStatus.Expired, now);
}

internal enum InvitationStatus
{
    Pending,
    Accepted,
    Expired,
    Revoked,
}
