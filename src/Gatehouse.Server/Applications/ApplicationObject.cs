using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Applications;

/// <summary>An application as a full row (contract/management-apps-resources-roles.md 1.1).</summary>
internal static class ApplicationObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("name"),
        Schemas.Text.Optional("secret"),
        Schemas.Text.OrNull().Required("description"),
        Schemas.OneOf(Enum.GetNames<ApplicationType>()).Required("type"),
        Schemas.AnyObject.Required("oidcClientMetadata"),
        Schemas.AnyObject.Required("customClientMetadata"),
        Schemas.AnyObject.OrNull().Required("protectedAppMetadata"),
        Schemas.AnyObject.Required("customData"),
        Schemas.Flag.Required("isThirdParty"),
        Schemas.Flag.Required("appLevelAccessControlEnabled"),
        Schemas.Integer.Required("createdAt"));

    /// <param name="sealer">Opens the secret of seeded applications; all others show none.</param>
    public static void Write(Utf8JsonWriter json, Application application, Sealer sealer)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, application.TenantId);
        json.WriteString("id"u8, application.Id);
        json.WriteString("name"u8, application.Name);
        if (application.LegacySecret is { } secret) json.WriteString("secret"u8, sealer.Open(secret));
        json.WriteString("description"u8, application.Description);
        json.WriteString("type"u8, application.Type.ToString());
        json.WritePropertyName("oidcClientMetadata"u8);
        application.OidcClientMetadata.WriteTo(json);
        json.WritePropertyName("customClientMetadata"u8);
        application.CustomClientMetadata.WriteTo(json);
        json.WritePropertyName("protectedAppMetadata"u8);
        (application.ProtectedAppMetadata ?? JsonText.FromStored("null")).WriteTo(json);
        json.WritePropertyName("customData"u8);
        application.CustomData.WriteTo(json);
        json.WriteBoolean("isThirdParty"u8, application.IsThirdParty);
        json.WriteBoolean("appLevelAccessControlEnabled"u8, application.AppLevelAccessControlEnabled);
        json.WriteNumber("createdAt"u8, application.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
