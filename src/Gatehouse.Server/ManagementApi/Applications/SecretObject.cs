using System.Text.Json;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>A secret of an application, its value in clear (contract/management-apps-resources-roles.md 1.3).</summary>
internal static class SecretObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"), Schemas.Text.Required("applicationId"), Schemas.Text.Required("name"), Schemas.Text.Required("value"),
        Schemas.Integer.Required("createdAt"), Schemas.Integer.OrNull().Required("expiresAt"));

    public static JsonText Text(ApplicationSecret secret, Sealer sealer) => JsonText.Write(json => Write(json, secret, sealer));

    public static void Write(Utf8JsonWriter json, ApplicationSecret secret, Sealer sealer)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, secret.TenantId);
        json.WriteString("applicationId"u8, secret.ApplicationId);
        json.WriteString("name"u8, secret.Name);
        json.WriteString("value"u8, sealer.Open(secret.Value));
        json.WriteNumber("createdAt"u8, secret.CreatedAt.ToEpochMilliseconds());
        if (secret.ExpiresAt is { } expiresAt) json.WriteNumber("expiresAt"u8, expiresAt.ToEpochMilliseconds());
        else json.WriteNull("expiresAt"u8);
        json.WriteEndObject();
    }
}
