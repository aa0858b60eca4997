using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Applications;

/// <summary>An application as a full row (contract/management-apps-resources-roles.md 1.1).</summary>
internal static class ApplicationObject
{
    /// <summary>What stands in the place of a secret of the built-in applications.</summary>
    private const string NoSecret = "N/A";

    public static ObjectSchema Shape { get; } = ShapeWith();

    /// <summary>With further members after those of the row.</summary>
    public static ObjectSchema ShapeWith(params IField[] more) => new(
    [
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("name"),
        Schemas.Text.Optional("secret"),
        Schemas.Text.OrNull().Required("description"),
        Schemas.OneOf(Enum.GetNames<ApplicationType>()).Required("type"),
        MetadataSchemas.OidcClientShown.Required("oidcClientMetadata"),
        MetadataSchemas.CustomClient.Required("customClientMetadata"),
        MetadataSchemas.ProtectedAppShown.OrNull().Required("protectedAppMetadata"),
        Schemas.AnyObject.Required("customData"),
        Schemas.Flag.Required("isThirdParty"),
        Schemas.Flag.Required("appLevelAccessControlEnabled"),
        Schemas.Integer.Required("createdAt"),
        .. more,
    ]);

    public static JsonText Text(Application application, Sealer sealer) => JsonText.Write(json => Write(json, application, sealer));

    /// <param name="sealer">Opens the secret of seeded applications; all others show none.</param>
    /// <param name="more">Further members.</param>
    public static void Write(Utf8JsonWriter json, Application application, Sealer sealer, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        json.WriteString("tenantId"u8, application.TenantId);
        json.WriteString("id"u8, application.Id);
        json.WriteString("name"u8, application.Name);
        if (application.LegacySecret is { } secret) json.WriteString("secret"u8, sealer.Open(secret));
        else if (BuiltInApplications.Ids.Contains(application.Id)) json.WriteString("secret"u8, NoSecret);
        json.WriteString("description"u8, application.Description);
        json.WriteString("type"u8, application.Type.ToString());
        json.WritePropertyName("oidcClientMetadata"u8);
        // Its addresses are another API's.
        (application.Type == ApplicationType.SAML ? Application.NoAddresses : application.OidcClientMetadata).WriteTo(json);
        json.WritePropertyName("customClientMetadata"u8);
        application.CustomClientMetadata.WriteTo(json);
        json.WritePropertyName("protectedAppMetadata"u8);
        if (application.ProtectedAppMetadata is { } metadata) metadata.WriteTo(json);
        else json.WriteNullValue();
        json.WritePropertyName("customData"u8);
        application.CustomData.WriteTo(json);
        json.WriteBoolean("isThirdParty"u8, application.IsThirdParty);
        json.WriteBoolean("appLevelAccessControlEnabled"u8, application.AppLevelAccessControlEnabled);
        json.WriteNumber("createdAt"u8, application.CreatedAt.ToEpochMilliseconds());
        more?.Invoke(json);
        json.WriteEndObject();
    }
}
