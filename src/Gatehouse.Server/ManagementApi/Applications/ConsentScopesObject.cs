using System.Text.Json;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>What a third-party application may ask users for (contract/management-apps-resources-roles.md 1.5).</summary>
internal static class ConsentScopesObject
{
    private static readonly ListSchema<Input> Scopes = Schemas.ListOf(new ObjectSchema(
        Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.OrNull().Required("description")));

    private static readonly ListSchema<Input> ByResource = Schemas.ListOf(new ObjectSchema(
        new ObjectSchema(Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.Required("indicator")).Required("resource"), Scopes.Required("scopes")));

    public static ObjectSchema Shape { get; } = new(
        Scopes.Required("organizationScopes"), ByResource.Required("resourceScopes"), ByResource.Required("organizationResourceScopes"),
        Schemas.ListOf(Schemas.Text).Required("userScopes"));

    public static JsonText Text(ShownScopes shown) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteScopes(json, "organizationScopes", shown.OrganizationScopes);
        WriteByResource(json, "resourceScopes", shown.ResourceScopes);
        WriteByResource(json, "organizationResourceScopes", shown.OrganizationResourceScopes);
        json.WritePropertyName("userScopes"u8);
        JsonText.Strings(shown.UserScopes).WriteTo(json);
        json.WriteEndObject();
    });

    private static void WriteByResource(Utf8JsonWriter json, string name, IReadOnlyList<ShownResourceScope> scopes)
    {
        json.WriteStartArray(name);
        foreach (var ofResource in scopes.GroupBy(scope => scope.Resource).OrderBy(group => group.Key.Indicator, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource"u8);
            json.WriteString("id"u8, ofResource.Key.Id);
            json.WriteString("name"u8, ofResource.Key.Name);
            json.WriteString("indicator"u8, ofResource.Key.Indicator);
            json.WriteEndObject();
            WriteScopes(json, "scopes", ofResource.Select(scope => scope.Scope));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteScopes(Utf8JsonWriter json, string name, IEnumerable<ShownScope> scopes)
    {
        json.WriteStartArray(name);
        foreach (var scope in scopes.OrderBy(scope => scope.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, scope.Id);
            json.WriteString("name"u8, scope.Name);
            json.WriteString("description"u8, scope.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
