using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Resources;

/// <summary>An API resource as a full row (contract/management-apps-resources-roles.md 2).</summary>
internal static class ApiResourceObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.Required("indicator"),
        Schemas.Flag.Required("isDefault"), Schemas.Integer.Required("accessTokenTtl"));

    /// <summary>A resource that was just made: with its scopes, of which it has none.</summary>
    public static ObjectSchema CreatedShape { get; } = new([.. Shape.Fields, Schemas.ListOf(ScopeObject.Shape).Required("scopes")]);

    /// <summary>In a list, with the scopes where the request asks for them.</summary>
    public static ObjectSchema ListedShape { get; } = new([.. Shape.Fields, Schemas.ListOf(ScopeObject.Shape).Optional("scopes")]);

    public static JsonText Text(ApiResource resource, IEnumerable<ResourceScope>? scopes = null) => JsonText.Write(json => Write(json, resource, scopes));

    /// <param name="scopes">Null leaves the member out.</param>
    public static void Write(Utf8JsonWriter json, ApiResource resource, IEnumerable<ResourceScope>? scopes = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, resource.TenantId);
        json.WriteString("id"u8, resource.Id);
        json.WriteString("name"u8, resource.Name);
        json.WriteString("indicator"u8, resource.Indicator);
        json.WriteBoolean("isDefault"u8, resource.IsDefault);
        json.WriteNumber("accessTokenTtl"u8, resource.AccessTokenTtl);
        if (scopes is not null)
        {
            json.WriteStartArray("scopes"u8);
            foreach (var scope in scopes) ScopeObject.Write(json, scope);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
