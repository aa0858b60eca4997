using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Roles;

/// <summary>A role as a full row (contract/management-apps-resources-roles.md 3).</summary>
internal static class RoleObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.Required("description"),
        Schemas.OneOf(Enum.GetNames<RoleType>()).Required("type"), Schemas.Flag.Required("isDefault"));

    public static JsonText Text(Role role) => JsonText.Write(json => Write(json, role));

    /// <param name="more">Further members.</param>
    public static void Write(Utf8JsonWriter json, Role role, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, role.TenantId);
        json.WriteString("id"u8, role.Id);
        json.WriteString("name"u8, role.Name);
        json.WriteString("description"u8, role.Description);
        json.WriteString("type"u8, role.Type.ToString());
        json.WriteBoolean("isDefault"u8, role.IsDefault);
        more?.Invoke(json);
        json.WriteEndObject();
    }
}
