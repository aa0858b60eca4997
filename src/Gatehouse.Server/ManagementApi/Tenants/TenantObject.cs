using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.Tenants;

/// <summary>A tenant on the wire: where it answers, and what its tokens say of who made them.</summary>
internal static class TenantObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.Text.Required("endpoint"), Schemas.Text.Required("issuer"), Schemas.Integer.Required("createdAt"));

    public static void Write(Utf8JsonWriter json, TenantRow tenant, TenantEndpoints endpoints)
    {
        endpoints.Know(tenant.Id, tenant.Endpoint);
        json.WriteStartObject();
        json.WriteString("id"u8, tenant.Id);
        json.WriteString("name"u8, tenant.Name);
        json.WriteString("endpoint"u8, endpoints.BaseUrl(tenant.Id));
        json.WriteString("issuer"u8, endpoints.Issuer(tenant.Id));
        json.WriteNumber("createdAt"u8, tenant.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
