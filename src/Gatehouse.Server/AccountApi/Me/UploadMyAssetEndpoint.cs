using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/user-assets: keeps a file of the kinds that the status names and says where it is; the profile stays as it is (contract/account-api.md 13).</summary>
internal sealed class UploadMyAssetEndpoint(StoreAsset store) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { File = new FilePartRule("file", Asset.Largest), Answer = AssetObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await store.ExecuteAsync(call.File!.Name, call.File.Content, call.Caller.Id, call.Aborted)).TryGet(out var url, out var refused)
            ? ApiResult.Json(AssetObject.Of(url)) : refused;
}
