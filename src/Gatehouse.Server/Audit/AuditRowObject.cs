using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Audit;

/// <summary>An entry of the audit log as a full row (contract/management-misc.md 1).</summary>
internal static class AuditRowObject
{
    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("key"),
        Schemas.AnyObject.Required("payload"),
        Schemas.Integer.Required("createdAt"));

    public static void Write(Utf8JsonWriter json, AuditRow row)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, row.TenantId);
        json.WriteString("id"u8, row.Id);
        json.WriteString("key"u8, row.Key);
        json.WritePropertyName("payload"u8);
        row.Payload.WriteTo(json);
        json.WriteNumber("createdAt"u8, row.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
