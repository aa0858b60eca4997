using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Resources;

/// <summary>A permission on an API resource as a full row (contract/management-apps-resources-roles.md 2).</summary>
internal static class ScopeObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("resourceId"), Schemas.Text.Required("name"),
        Schemas.Text.OrNull().Required("description"), Schemas.Integer.Required("createdAt"));

    public static JsonText Text(ResourceScope scope) => JsonText.Write(json => Write(json, scope));

    public static JsonText Text(IEnumerable<ResourceScope> scopes) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var scope in scopes) Write(json, scope);
        json.WriteEndArray();
    });

    /// <param name="resource">Nested as the last member; null leaves it out.</param>
    public static void Write(Utf8JsonWriter json, ResourceScope scope, ApiResource? resource = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, scope.TenantId);
        json.WriteString("id"u8, scope.Id);
        json.WriteString("resourceId"u8, scope.ResourceId);
        json.WriteString("name"u8, scope.Name);
        json.WriteString("description"u8, scope.Description);
        json.WriteNumber("createdAt"u8, scope.CreatedAt.ToEpochMilliseconds());
        if (resource is not null)
        {
            json.WritePropertyName("resource"u8);
            ApiResourceObject.Write(json, resource);
        }

        json.WriteEndObject();
    }
}
