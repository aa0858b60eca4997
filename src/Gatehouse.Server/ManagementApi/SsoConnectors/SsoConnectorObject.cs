using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SsoConnectors;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>An enterprise connector as a row, its configuration in clear; reads add what its provider is (contract/management-misc.md 8).</summary>
internal sealed class SsoConnectorObject(Sealer sealer, TenantEndpoints endpoints)
{
    private const string UsualScope = "openid profile email";

    private static readonly IReadOnlyList<IField> RowMembers =
    [
        Schemas.Text.Required("tenantId"),
        Schemas.Text.Required("id"),
        Schemas.Text.Required("providerName"),
        Schemas.Text.Required("connectorName"),
        Schemas.AnyObject.Required("config"),
        Schemas.ListOf(Schemas.Text).Required("domains"),
        SsoConnectorFields.BrandingShape.Required("branding"),
        Schemas.Flag.Required("syncProfile"),
        Schemas.Flag.Required("enableTokenStorage"),
        Schemas.Integer.Required("createdAt"),
    ];

    public static ObjectSchema RowShape { get; } = new(RowMembers);

    public static ObjectSchema Shape { get; } = new(
    [
        .. RowMembers,
        Schemas.Text.Required("name"),
        Schemas.OneOf("oidc", "saml").Required("providerType"),
        Schemas.Text.Required("providerLogo"),
        Schemas.Text.Required("providerLogoDark"),
        Schemas.AnyObject.Optional("providerConfig"),
    ]);

    public JsonText Row(SsoConnector connector) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteRow(json, connector, JsonText.FromStored(sealer.Open(connector.Config)));
        json.WriteEndObject();
    });

    public JsonText Full(SsoConnector connector, SsoProvider provider) => JsonText.Write(json => Write(json, connector, provider));

    public void Write(Utf8JsonWriter json, SsoConnector connector, SsoProvider provider)
    {
        var config = JsonText.FromStored(sealer.Open(connector.Config));
        json.WriteStartObject();
        WriteRow(json, connector, config);
        json.WriteString("name", provider.Title);
        json.WriteString("providerType", provider.Type);
        json.WriteString("providerLogo", provider.Logo);
        json.WriteString("providerLogoDark", provider.Logo);
        if (!provider.IsOidc) WriteSaml(json, connector);
        else if (connector.ProviderMetadata is { } said) WriteOidc(json, provider, config.ToElement(), said.ToElement());
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, SsoConnector connector, JsonText config)
    {
        json.WriteString("tenantId", connector.TenantId);
        json.WriteString("id", connector.Id);
        json.WriteString("providerName", connector.ProviderName);
        json.WriteString("connectorName", connector.ConnectorName);
        json.WritePropertyName("config");
        config.WriteTo(json);
        json.WritePropertyName("domains");
        connector.Domains.WriteTo(json);
        json.WritePropertyName("branding");
        connector.Branding.WriteTo(json);
        json.WriteBoolean("syncProfile", connector.SyncProfile);
        json.WriteBoolean("enableTokenStorage", connector.EnableTokenStorage);
        json.WriteNumber("createdAt", connector.CreatedAt.ToEpochMilliseconds());
    }

    private static void WriteOidc(Utf8JsonWriter json, SsoProvider provider, JsonElement config, JsonElement said)
    {
        json.WriteStartObject("providerConfig");
        json.WriteString("clientId", config.GetProperty("clientId").GetString());
        json.WriteString("clientSecret", config.GetProperty("clientSecret").GetString());
        json.WriteString("issuer", provider.Issuer ?? config.GetProperty("issuer").GetString());
        json.WriteBoolean("trustUnverifiedEmail", config.GetProperty("trustUnverifiedEmail").GetBoolean());
        foreach (var member in said.EnumerateObject()) member.WriteTo(json);
        json.WriteString("scope", config.TryGetProperty("scope", out var scope) && scope.GetString() is { Length: > 0 } text ? text : UsualScope);
        json.WriteEndObject();
    }

    private void WriteSaml(Utf8JsonWriter json, SsoConnector connector)
    {
        var baseUrl = endpoints.BaseUrl(connector.TenantId);
        json.WriteStartObject("providerConfig");
        json.WriteStartObject("defaultAttributeMapping");
        json.WriteString("id", "nameID");
        json.WriteString("email", "email");
        json.WriteString("name", "name");
        json.WriteEndObject();
        json.WriteStartObject("serviceProvider");
        json.WriteString("entityId", $"{baseUrl}/enterprise-sso/{connector.Id}");
        json.WriteString("assertionConsumerServiceUrl", $"{baseUrl}/api/authn/single-sign-on/saml/{connector.Id}");
        json.WriteEndObject();
        if (connector.ProviderMetadata is { } said)
        {
            json.WritePropertyName("identityProvider");
            said.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
