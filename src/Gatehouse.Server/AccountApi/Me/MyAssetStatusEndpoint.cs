using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>GET /me/user-assets/service-status: whether files can be uploaded, and which (contract/account-api.md 13).</summary>
internal sealed class MyAssetStatusEndpoint(GatehouseOptions options) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AssetObject.StatusShape };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(AssetObject.Status(options)));
}
