using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>A kind of connector on the wire; its members stand in every connector too (contract/management-misc.md 7).</summary>
internal static class FactoryObject
{
    private static readonly ObjectSchema SelectItemShape = new(Schemas.Text.Required("value"), Schemas.Text.Optional("title"));

    private static readonly ObjectSchema FormItemShape = new(
        Schemas.Text.Required("key"),
        Schemas.Text.Required("label"),
        Schemas.OneOf("Text", "MultilineText", "Number", "Switch", "Select", "MultiSelect", "Json").Required("type"),
        Schemas.Flag.Optional("required"),
        Schemas.Text.Optional("placeholder"),
        Schemas.Text.Optional("description"),
        Schemas.Anything.Optional("defaultValue"),
        Schemas.ListOf(SelectItemShape).Optional("selectItems"),
        Schemas.Flag.Optional("isConfidential"));

    public static Schema<string> TypeShape { get; } = Schemas.OneOf([.. Enum.GetNames<ConnectorType>()]);

    /// <summary>The members that a factory and its connectors have in common.</summary>
    public static IReadOnlyList<IField> CommonShape { get; } =
    [
        Schemas.Text.Required("target"),
        Schemas.AnyObject.Required("name"),
        Schemas.AnyObject.Required("description"),
        Schemas.Text.Required("logo"),
        Schemas.Text.OrNull().Required("logoDark"),
        Schemas.Text.Required("readme"),
        Schemas.ListOf(FormItemShape).Required("formItems"),
        Schemas.OneOf("Native", "Universal", "Web").OrNull().Required("platform"),
        Schemas.Flag.Optional("isStandard"),
        Schemas.Flag.Optional("isTokenStorageSupported"),
    ];

    public static ObjectSchema Shape { get; } =
        new([TypeShape.Required("type"), Schemas.Flag.Required("isDemo"), Schemas.Text.Required("id"), .. CommonShape]);

    public static void Write(Utf8JsonWriter json, ConnectorFactory factory)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, factory.Type.ToString());
        json.WriteBoolean("isDemo"u8, false);
        json.WriteString("id"u8, factory.Id);
        WriteCommon(json, factory, JsonText.EmptyObject);
        json.WriteEndObject();
    }

    /// <param name="metadata">What a connector puts in place of the factory's own.</param>
    public static void WriteCommon(Utf8JsonWriter json, ConnectorFactory factory, JsonText metadata)
    {
        var look = ConnectorLook.Of(factory, metadata);
        json.WriteString("target"u8, look.Target);
        json.WritePropertyName("name"u8);
        look.Name.WriteTo(json);
        json.WritePropertyName("description"u8);
        factory.Description.WriteTo(json);
        json.WriteString("logo"u8, look.Logo);
        json.WriteString("logoDark"u8, look.LogoDark);
        json.WriteString("readme"u8, factory.Readme);
        json.WriteStartArray("formItems"u8);
        foreach (var item in factory.FormItems) item.WriteTo(json);
        json.WriteEndArray();
        json.WriteString("platform"u8, factory.Platform);
        if (factory.IsStandard is { } isStandard) json.WriteBoolean("isStandard"u8, isStandard);
        if (factory.IsTokenStorageSupported is { } isSupported) json.WriteBoolean("isTokenStorageSupported"u8, isSupported);
    }
}
