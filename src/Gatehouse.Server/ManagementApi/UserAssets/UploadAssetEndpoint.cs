using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.UserAssets;

/// <summary>POST /api/user-assets: keeps an image or a zip file and says where it is (contract/management-misc.md 9).</summary>
internal sealed class UploadAssetEndpoint(StoreAsset store) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { File = new FilePartRule("file", Asset.Largest), Answer = AssetObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await store.ExecuteAsync(call.File!.Name, call.File.Content, call.Caller.Id, call.Aborted)).TryGet(out var url, out var refused)
            ? ApiResult.Json(AssetObject.Of(url)) : refused;
}
