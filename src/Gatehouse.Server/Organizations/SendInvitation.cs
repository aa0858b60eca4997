using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// Sends the e-mail of an invitation (contract/management-organizations.md 6). Refusals are those of <see cref="SendMessage"/>. Not to be
/// called inside a change.
/// </summary>
internal sealed class SendInvitation(GatehouseDb db, SendMessage send)
{
    /// <param name="payload">What the caller puts into the message, over what is known of the organization and the inviter.</param>
    public async Task<Checked<Done>> ExecuteAsync(OrganizationInvitation invitation, JsonText payload, CancellationToken ct)
    {
        if (await db.Organizations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == invitation.OrganizationId, ct) is not { } organization)
            return OrganizationRefusals.NotFound;
        var inviter = invitation.InviterId is null ? null : await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == invitation.InviterId, ct);
        var message = new Message(ConnectorType.Email, invitation.Invitee, MessageUsage.OrganizationInvitation, Facts(organization, inviter).MergedWith(payload))
        {
            Locale = LocaleOf(payload.ToElement()),
        };
        return await send.ExecuteAsync(message, ct);
    }

    /// <summary>The language that the caller asks for, or the first of those that the recipient would like (OpenID Connect Core 3.1.2.1, <c>ui_locales</c>).</summary>
    private static string? LocaleOf(JsonElement payload) => Text(payload, "locale") ?? Text(payload, "uiLocales")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private static string? Text(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    private static JsonText Facts(Organization organization, User? inviter) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("organization"u8);
        json.WriteString("id"u8, organization.Id);
        json.WriteString("name"u8, organization.Name);
        json.WritePropertyName("branding"u8);
        organization.Branding.WriteTo(json);
        json.WriteEndObject();
        if (inviter is not null) WriteInviter(json, inviter);
        json.WriteEndObject();
    });

    private static void WriteInviter(Utf8JsonWriter json, User inviter)
    {
        json.WriteStartObject("inviter"u8);
        json.WriteString("id"u8, inviter.Id);
        json.WriteString("avatar"u8, inviter.Avatar);
        json.WriteString("name"u8, inviter.Name);
        json.WriteString("primaryEmail"u8, inviter.PrimaryEmail);
        json.WriteString("primaryPhone"u8, inviter.PrimaryPhone);
        json.WriteString("username"u8, inviter.Username);
        json.WritePropertyName("profile"u8);
        inviter.Profile.WriteTo(json);
        json.WriteEndObject();
    }
}
