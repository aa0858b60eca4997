using System.Text.Json;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Invitations;

/// <summary>What an administrator says of an invitation.</summary>
/// <param name="Channel">Null: mail where the user has an address, else SMS.</param>
/// <param name="IsSent">False: the administrator gets the link and hands it over.</param>
/// <param name="Locale">The language of the message; null for the tenant's.</param>
internal sealed record NewUserInvitation(TimeSpan Lifetime, ConnectorType? Channel, bool IsSent, string? ApplicationId, string? RedirectUri, string? Locale);

/// <summary>An invitation as it was made.</summary>
/// <param name="Link">Null when it was sent: then only the recipient has it.</param>
internal sealed record MadeUserInvitation(UserInvitation Row, string? Link);

/// <summary>Invites a user to choose a password, by mail or SMS unless the administrator brings the link (docs/invitations.md).</summary>
internal sealed class InviteUser(
    GatehouseDb db, UnitOfWork work, FindUser find, RevokeUserInvitation revoke, SendMessage send, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>The path of the page that the link opens.</summary>
    public const string Path = "/invitation";

    /// <summary>
    /// The message leaves when the invitation is written, so that nobody gets a link that is not there; an invitation whose message can't be
    /// sent is taken back.
    /// </summary>
    public async Task<Checked<MadeUserInvitation>> ExecuteAsync(string userId, NewUserInvitation fields, CancellationToken ct)
    {
        var token = Identifier.Secret();
        if (!(await WriteAsync(userId, fields, UserInvitation.DigestOf(token), ct)).TryGet(out var made, out var refused)) return refused;
        var link = $"{endpoints.BaseUrl(db.TenantId)}{Path}?token={token}";
        if (made.Row.Channel is not { } channel) return new MadeUserInvitation(made.Row, link);
        var isSent = false;
        try
        {
            var message = new Message(channel, made.Row.Recipient!, MessageUsage.UserInvitation, await PayloadAsync(made.User, made.Row, link, ct)) { Locale = fields.Locale };
            if (!(await send.ExecuteAsync(message, ct)).TryGet(out _, out refused)) return refused;
            isSent = true;
            return new MadeUserInvitation(made.Row, null);
        }
        finally
        {
            if (!isSent) await revoke.ExecuteAsync(userId, made.Row.Digest, CancellationToken.None);
        }
    }

    private Task<Checked<(UserInvitation Row, User User)>> WriteAsync(string userId, NewUserInvitation fields, string digest, CancellationToken ct) =>
        work.WriteAsync<(UserInvitation, User)>("Change.UserInvitation.Created", userId, async () =>
        {
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var refused)) return refused;
            if (user.IsSuspended) return UserInvitationRefusals.UserIsSuspended;
            if (await RefuseAsync(fields, ct) is { } unfit) return unfit;
            (ConnectorType, string)? sentTo = null;
            if (fields.IsSent)
            {
                if (RecipientOf(user, fields.Channel) is not { } recipient) return UserInvitationRefusals.NoRecipient;
                sentTo = recipient;
            }

            var row = await db.UserInvitations.SingleOrDefaultAsync(invitation => invitation.UserId == userId, ct);
            if (row is null) db.UserInvitations.Add(row = new UserInvitation { TenantId = db.TenantId, UserId = userId });
            var now = time.GetUtcNow().UtcDateTime;
            row.Issue(digest, sentTo, fields.ApplicationId, fields.RedirectUri, now, now + fields.Lifetime);
            return (row, user);
        }, ct);

    private async Task<Refusal?> RefuseAsync(NewUserInvitation fields, CancellationToken ct)
    {
        if (fields.ApplicationId is not { } applicationId) return fields.RedirectUri is null ? null : UserInvitationRefusals.RedirectUriNotRegistered;
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ApplicationDirectory>().Find(applicationId) is not { } application) return ApplicationRefusals.NotFound(applicationId);
        return fields.RedirectUri is { } uri && !RedirectUris.AreRegistered(application.Metadata, uri) ? UserInvitationRefusals.RedirectUriNotRegistered : null;
    }

    private static (ConnectorType, string)? RecipientOf(User user, ConnectorType? channel)
    {
        if (channel is null or ConnectorType.Email && user.PrimaryEmail is { } email) return (ConnectorType.Email, email);
        return channel is null or ConnectorType.Sms && user.PrimaryPhone is { } phone ? (ConnectorType.Sms, phone) : null;
    }

    private async Task<JsonText> PayloadAsync(User user, UserInvitation invitation, string link, CancellationToken ct)
    {
        var application = invitation.ApplicationId is { } id ? (await snapshots.GetAsync(db.TenantId, ct)).Get<ApplicationDirectory>().Find(id) : null;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("link", link);
            json.WriteString("expiresAt", invitation.ExpiresAt);
            WriteUser(json, user);
            if (application is not null)
            {
                json.WriteStartObject("application");
                json.WriteString("id", application.Id);
                json.WriteString("name", application.Name);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private static void WriteUser(Utf8JsonWriter json, User user)
    {
        json.WriteStartObject("user");
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("username", user.Username);
        json.WriteString("primaryEmail", user.PrimaryEmail);
        json.WriteString("primaryPhone", user.PrimaryPhone);
        json.WriteEndObject();
    }
}
