using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Organizations;

/// <summary>An organization as a full row, as answers and events show it (contract/management-organizations.md 1).</summary>
internal static class OrganizationObject
{
    public static ObjectSchema Shape { get; } = ShapeWith();

    /// <summary>With further members after those of the row.</summary>
    public static ObjectSchema ShapeWith(params IField[] more) => new(
    [
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("name"),
        Schemas.Text.OrNull().Required("description"),
        Schemas.AnyObject.Required("customData"),
        Schemas.Flag.Required("isMfaRequired"),
        Appearance.PartialColor.Required("color"),
        Appearance.Branding.Required("branding"),
        Schemas.Text.OrNull().Required("customCss"),
        Schemas.Integer.Required("createdAt"),
        .. more,
    ]);

    public static JsonText Text(Organization organization) => JsonText.Write(json => Write(json, organization));

    /// <param name="more">Further members.</param>
    public static void Write(Utf8JsonWriter json, Organization organization, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, organization.TenantId);
        json.WriteString("id"u8, organization.Id);
        json.WriteString("name"u8, organization.Name);
        json.WriteString("description"u8, organization.Description);
        json.WritePropertyName("customData"u8);
        organization.CustomData.WriteTo(json);
        json.WriteBoolean("isMfaRequired"u8, organization.IsMfaRequired);
        json.WritePropertyName("color"u8);
        organization.Color.WriteTo(json);
        json.WritePropertyName("branding"u8);
        organization.Branding.WriteTo(json);
        json.WriteString("customCss"u8, organization.CustomCss);
        json.WriteNumber("createdAt"u8, organization.CreatedAt.ToEpochMilliseconds());
        more?.Invoke(json);
        json.WriteEndObject();
    }
}
