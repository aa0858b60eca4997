using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>A connector with the members of its factory, its configuration in clear (contract/management-misc.md 7).</summary>
internal static class ConnectorObject
{
    public static ObjectSchema Shape { get; } = new(
    [
        Schemas.Text.Required("id"),
        Schemas.Flag.Required("syncProfile"),
        Schemas.Flag.Required("enableTokenStorage"),
        Schemas.AnyObject.Required("config"),
        ConnectorFields.Metadata.Required("metadata"),
        Schemas.Text.Required("connectorId"),
        .. FactoryObject.CommonShape,
        FactoryObject.TypeShape.Required("type"),
        Schemas.Flag.Required("isDemo"),
        Schemas.AnyObject.Required("extraInfo"),
    ]);

    public static JsonText Text(Connector connector, ConnectorFactory factory, Sealer sealer) => JsonText.Write(json => Write(json, connector, factory, sealer));

    public static void Write(Utf8JsonWriter json, Connector connector, ConnectorFactory factory, Sealer sealer)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, connector.Id);
        json.WriteBoolean("syncProfile"u8, connector.SyncProfile);
        json.WriteBoolean("enableTokenStorage"u8, connector.EnableTokenStorage);
        json.WritePropertyName("config"u8);
        json.WriteRawValue(sealer.Open(connector.Config), skipInputValidation: true);
        json.WritePropertyName("metadata"u8);
        connector.Metadata.WriteTo(json);
        json.WriteString("connectorId"u8, connector.FactoryId);
        FactoryObject.WriteCommon(json, factory, connector.Metadata);
        json.WriteString("type"u8, factory.Type.ToString());
        json.WriteBoolean("isDemo"u8, false);
        json.WriteStartObject("extraInfo"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
