using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>A role of the organization template as a full row (contract/management-organizations.md 5).</summary>
internal static class OrganizationRoleObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.OrNull().Required("description"),
        Schemas.OneOf([.. OrganizationRole.Types]).Required("type"));

    public static JsonText Text(OrganizationRole role) => JsonText.Write(json => Write(json, role));

    /// <param name="more">Further members.</param>
    public static void Write(Utf8JsonWriter json, OrganizationRole role, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, role.TenantId);
        json.WriteString("id"u8, role.Id);
        json.WriteString("name"u8, role.Name);
        json.WriteString("description"u8, role.Description);
        json.WriteString("type"u8, role.Type);
        more?.Invoke(json);
        json.WriteEndObject();
    }
}
