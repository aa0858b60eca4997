using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>An invitation as a full row with the names of its roles (contract/management-organizations.md 6).</summary>
internal static class InvitationObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.OrNull().Required("inviterId"),
        Schemas.Text.Required("invitee"),
        Schemas.Text.OrNull().Required("acceptedUserId"),
        Schemas.Text.Required("organizationId"),
        Schemas.OneOf(Enum.GetNames<InvitationStatus>()).Required("status"),
        Schemas.Integer.Required("createdAt"),
        Schemas.Integer.Required("updatedAt"),
        Schemas.Integer.Required("expiresAt"),
        NamedRole.Field);

    public static JsonText Text(ShownInvitation invitation) => JsonText.Write(json => Write(json, invitation));

    public static void Write(Utf8JsonWriter json, ShownInvitation invitation)
    {
        var row = invitation.Row;
        json.WriteStartObject();
        json.WriteString("tenantId"u8, row.TenantId);
        json.WriteString("id"u8, row.Id);
        json.WriteString("inviterId"u8, row.InviterId);
        json.WriteString("invitee"u8, row.Invitee);
        json.WriteString("acceptedUserId"u8, row.AcceptedUserId);
        json.WriteString("organizationId"u8, row.OrganizationId);
        json.WriteString("status"u8, invitation.Status.ToString());
        json.WriteNumber("createdAt"u8, row.CreatedAt.ToEpochMilliseconds());
        json.WriteNumber("updatedAt"u8, row.UpdatedAt.ToEpochMilliseconds());
        json.WriteNumber("expiresAt"u8, row.ExpiresAt.ToEpochMilliseconds());
        NamedRole.WriteAll(json, invitation.Roles);
        json.WriteEndObject();
    }
}
