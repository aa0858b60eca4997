using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.UserAssets;

/// <summary>GET /api/user-assets/service-status: whether files can be uploaded, and which (contract/management-misc.md 9).</summary>
internal sealed class AssetStatusEndpoint(GatehouseOptions options) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(
            Schemas.OneOf("ready", "not_configured").Required("status"),
            Schemas.Flag.Required("isExperienceAvatarUploadEnabled"),
            Schemas.ListOf(Schemas.Text).Optional("allowUploadMimeTypes"),
            Schemas.Integer.Optional("maxUploadFileSize")),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(JsonText.Write(json =>
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
    })));
}
