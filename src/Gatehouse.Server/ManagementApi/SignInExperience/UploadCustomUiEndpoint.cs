using Gatehouse.Server.Assets;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>
/// POST /api/sign-in-exp/default/custom-ui-assets: sign-in pages of one's own as a zip file (contract/management-misc.md 4). Nothing here
/// serves such pages, and the answer says so; in test mode, where the service is simulated, the file is kept.
/// </summary>
internal sealed class UploadCustomUiEndpoint(CurrentTenant tenant, GatehouseOptions options, StoreAsset store) : IApiEndpoint
{
    private const int Largest = 20 * 1024 * 1024;

    public static ApiContract Contract { get; } = new()
    {
        File = new FilePartRule("file", Largest),
        Answer = new ObjectSchema(Schemas.Text.Required("customUiAssetId")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (Refuse(call.File!.Content) is { } refused) return refused;
        return (await store.KeepAsync(call.File.Name, call.File.Content, call.Caller.Id, call.Aborted)).TryGet(out var kept, out var failed)
            ? ApiResult.Json(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("customUiAssetId", kept.Id);
                json.WriteEndObject();
            }))
            : failed;
    }

    private Refusal? Refuse(byte[] file)
    {
        if (tenant.Id == TenantEndpoints.Admin) return new Refusal("guard.not_allowed_for_admin_tenant");
        if (AssetTypes.Of(file) != AssetTypes.Zip) return new Refusal("guard.mime_type_not_allowed");
        return options.IsTestMode ? null : new Refusal("storage.not_configured");
    }
}
