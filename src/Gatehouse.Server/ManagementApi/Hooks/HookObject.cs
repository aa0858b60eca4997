using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>A hook as a full row, its signing key in clear (contract/management-webhooks.md 1).</summary>
internal static class HookObject
{
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
