using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Assets;

/// <summary>What uploads answer, and what can be uploaded (contract/management-misc.md 9).</summary>
internal static class AssetObject
{
    /// <summary><c>{ url }</c>.</summary>
    public static ObjectSchema Shape { get; } = new(Schemas.Text.Required("url"));

    public static ObjectSchema StatusShape { get; } = new(
        Schemas.OneOf("ready", "not_configured").Required("status"),
        Schemas.Flag.Required("isExperienceAvatarUploadEnabled"),
        Schemas.ListOf(Schemas.Text).Optional("allowUploadMimeTypes"),
        Schemas.Integer.Optional("maxUploadFileSize"));

    public static JsonText Of(string url) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("url", url);
        json.WriteEndObject();
    });

    /// <summary>Whether files can be uploaded, and which.</summary>
    public static JsonText Status(GatehouseOptions options) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", options.KeepsAssets ? "ready" : "not_configured");
        json.WriteBoolean("isExperienceAvatarUploadEnabled", true);
        if (options.KeepsAssets)
        {
            json.WritePropertyName("allowUploadMimeTypes");
            JsonText.Strings(AssetTypes.Allowed).WriteTo(json);
            json.WriteNumber("maxUploadFileSize", Asset.Largest);
        }

        json.WriteEndObject();
    });
}
