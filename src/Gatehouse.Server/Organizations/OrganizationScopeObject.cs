using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>A permission of the organization template as a full row (contract/management-organizations.md 5).</summary>
internal static class OrganizationScopeObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.OrNull().Required("description"));

    public static JsonText Text(OrganizationScope scope) => JsonText.Write(json => Write(json, scope));

    public static void Write(Utf8JsonWriter json, OrganizationScope scope)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, scope.TenantId);
        json.WriteString("id"u8, scope.Id);
        json.WriteString("name"u8, scope.Name);
        json.WriteString("description"u8, scope.Description);
        json.WriteEndObject();
    }
}
