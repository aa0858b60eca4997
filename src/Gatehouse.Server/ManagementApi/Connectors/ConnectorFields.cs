using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>The members of a connector that administrators write (contract/management-misc.md 7).</summary>
internal static class ConnectorFields
{
    /// <summary>What may stand over the factory's own.</summary>
    public static Schema<JsonText> Metadata { get; } = Schemas.ObjectOf(
        Schemas.Text.AtMost(128).Optional("target"),
        Schemas.MapOf(Schemas.Text).Optional("name"),
        Schemas.Text.Optional("logo"),
        Schemas.Text.OrNull().Optional("logoDark"));

    public static Field<string> FactoryId { get; } = Schemas.NonEmptyText.AtMost(128).Required("connectorId");

    public static Field<string> Id { get; } = Schemas.NonEmptyText.AtMost(128).Optional("id");

    private static readonly Field<JsonText> Config = Schemas.AnyObject.Optional("config");
    private static readonly Field<JsonText> MetadataField = Metadata.Optional("metadata");
    private static readonly Field<bool> SyncProfile = Schemas.Flag.Optional("syncProfile");
    private static readonly Field<bool> EnableTokenStorage = Schemas.Flag.Optional("enableTokenStorage");

    public static ObjectSchema OnCreate { get; } = new(FactoryId, Id, Config, MetadataField, SyncProfile, EnableTokenStorage);

    public static ObjectSchema OnChange { get; } = new(Config, MetadataField, SyncProfile, EnableTokenStorage);

    /// <summary>Of a body that fits either schema.</summary>
    public static ConnectorChange Read(Input body) => new()
    {
        Config = body.Optional(Config),
        Metadata = body.Optional(MetadataField),
        SyncProfile = body.Optional(SyncProfile),
        EnableTokenStorage = body.Optional(EnableTokenStorage),
    };
}
