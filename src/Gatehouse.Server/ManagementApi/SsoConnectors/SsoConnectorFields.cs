using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>The members of an enterprise connector that administrators write (contract/management-misc.md 8).</summary>
internal static class SsoConnectorFields
{
    public static Schema<JsonText> BrandingShape { get; } = Schemas.ObjectOf(
        Schemas.Text.Optional("displayName"), Schemas.Text.Optional("logo"), Schemas.Text.Optional("darkLogo"));

    public static Field<string> ProviderName { get; } = Schemas.NonEmptyText.AtMost(128).Required("providerName");

    private static readonly TextSchema Name = Schemas.NonEmptyText.AtMost(128);
    private static readonly Field<string> NameToCreate = Name.Required("connectorName");
    private static readonly Field<string> NameToChange = Name.Optional("connectorName");
    private static readonly Field<JsonText> Config = Schemas.AnyObject.Optional("config");
    private static readonly Field<IReadOnlyList<string>> Domains = Schemas.ListOf(Schemas.Text).Optional("domains");
    private static readonly Field<JsonText> Branding = BrandingShape.Optional("branding");
    private static readonly Field<bool> SyncProfile = Schemas.Flag.Optional("syncProfile");
    private static readonly Field<bool> EnableTokenStorage = Schemas.Flag.Optional("enableTokenStorage");

    public static ObjectSchema OnCreate { get; } = new(ProviderName, NameToCreate, Config, Domains, Branding, SyncProfile, EnableTokenStorage);

    public static ObjectSchema OnChange { get; } = new(NameToChange, Config, Domains, Branding, SyncProfile, EnableTokenStorage);

    /// <summary>Of a body that fits either schema.</summary>
    public static SsoConnectorChange Read(Input body) => new()
    {
        ConnectorName = body.Optional(NameToChange),
        Config = body.Optional(Config),
        Domains = body.Optional(Domains),
        Branding = body.Optional(Branding),
        SyncProfile = body.Optional(SyncProfile),
        EnableTokenStorage = body.Optional(EnableTokenStorage),
    };
}
