using System.Text.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignInExperience;

/// <summary>A social provider as anybody may see it: nothing of its configuration (contract/management-misc.md 11).</summary>
internal static class SocialConnectorObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("id"),
        Schemas.Text.Required("target"),
        Schemas.AnyObject.Required("name"),
        Schemas.Text.Required("logo"),
        Schemas.Text.OrNull().Required("logoDark"),
        Schemas.OneOf("Native", "Universal", "Web").OrNull().Required("platform"),
        Schemas.Flag.Optional("isStandard"),
        Schemas.Flag.Optional("isTokenStorageSupported"));

    /// <summary>An array.</summary>
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<ShownSocialConnector> connectors)
    {
        json.WriteStartArray();
        foreach (var connector in connectors)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, connector.Id);
            json.WriteString("target"u8, connector.Target);
            json.WritePropertyName("name"u8);
            connector.Name.WriteTo(json);
            json.WriteString("logo"u8, connector.Logo);
            json.WriteString("logoDark"u8, connector.LogoDark);
            json.WriteString("platform"u8, connector.Platform);
            if (connector.IsStandard is { } isStandard) json.WriteBoolean("isStandard"u8, isStandard);
            if (connector.IsTokenStorageSupported is { } isSupported) json.WriteBoolean("isTokenStorageSupported"u8, isSupported);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
