using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>A hook as a full row, its signing key in clear (contract/management-webhooks.md 1).</summary>
internal static class HookObject
{
    /// <summary>The statistics are there when they were asked for.</summary>
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("name"),
        Schemas.Text.OrNull().Required("event"),
        Schemas.ListOf(Schemas.Text).Required("events"),
        HookFields.ConfigShape.Required("config"),
        Schemas.Text.Required("signingKey"),
        Schemas.Flag.Required("enabled"),
        Schemas.Integer.Required("createdAt"),
        new ObjectSchema(Schemas.Integer.Required("successCount"), Schemas.Integer.Required("requestCount")).Optional("executionStats"));

    public static JsonText Text(Hook hook, Sealer sealer, ExecutionStats? stats = null) => JsonText.Write(json => Write(json, hook, sealer, stats));

    public static void Write(Utf8JsonWriter json, Hook hook, Sealer sealer, ExecutionStats? stats)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, hook.TenantId);
        json.WriteString("id"u8, hook.Id);
        json.WriteString("name"u8, hook.Name);
        json.WriteString("event"u8, hook.Event);
        json.WritePropertyName("events"u8);
        hook.Events.WriteTo(json);
        json.WritePropertyName("config"u8);
        hook.Config.WriteTo(json);
        json.WriteString("signingKey"u8, sealer.Open(hook.SigningKey));
        json.WriteBoolean("enabled"u8, hook.Enabled);
        json.WriteNumber("createdAt"u8, hook.CreatedAt.ToEpochMilliseconds());
        if (stats is { } counted)
        {
            json.WriteStartObject("executionStats"u8);
            json.WriteNumber("successCount"u8, counted.SuccessCount);
            json.WriteNumber("requestCount"u8, counted.RequestCount);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
