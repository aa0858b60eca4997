using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Connectors;

namespace Gatehouse.Server.Invitations;

/// <summary>
/// A link by which a user whom an administrator made chooses a password and is signed in, once (docs/invitations.md). A user has one at
/// most: a new one takes the place of the older.
/// </summary>
internal sealed class UserInvitation
{
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(7);

    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    /// <summary>Of the token in the link; nobody can read the link again.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>How the link was sent; null when the administrator hands it over.</summary>
    public ConnectorType? Channel { get; private set; }

    /// <summary>Where it was sent to. The link is worth nothing when the user has another address meanwhile.</summary>
    public string? Recipient { get; private set; }

    /// <summary>The application that the user is invited to; null for none in particular.</summary>
    public string? ApplicationId { get; private set; }

    /// <summary>Where the user goes afterwards: one of the application's redirect URIs. Null: a page that says that it is done.</summary>
    public string? RedirectUri { get; private set; }

    /// <summary>As it is stored; what it means now is <see cref="StatusAt"/>.</summary>
    public UserInvitationStatus Status { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    public static string DigestOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A new link in place of the one before.</summary>
    public void Issue(string digest, (ConnectorType Channel, string Recipient)? sentTo, string? applicationId, string? redirectUri, DateTime now, DateTime expiresAt) =>
        (Digest, Channel, Recipient, ApplicationId, RedirectUri, Status, CreatedAt, ExpiresAt, AcceptedAt) =
        (digest, sentTo?.Channel, sentTo?.Recipient, applicationId, redirectUri, UserInvitationStatus.Pending, now, expiresAt, null);

    /// <summary>Time alone ends an invitation; nobody writes that down.</summary>
    public UserInvitationStatus StatusAt(DateTime now) =>
        Status == UserInvitationStatus.Pending && ExpiresAt <= now ? UserInvitationStatus.Expired : Status;

    public void Accept(DateTime now) => (Status, AcceptedAt) = (UserInvitationStatus.Accepted, now);

    public void Revoke() => Status = UserInvitationStatus.Revoked;
}

/// <summary>What has become of an invitation; the names are the wire's.</summary>
internal enum UserInvitationStatus
{
    Pending,
    Accepted,
    Expired,
    Revoked,
}
