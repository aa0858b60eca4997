using Gatehouse.Server.Assets;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.ManagementApi.UserAssets;

/// <summary>GET /api/user-assets/service-status: whether files can be uploaded, and which (contract/management-misc.md 9).</summary>
internal sealed class AssetStatusEndpoint(GatehouseOptions options) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AssetObject.StatusShape };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(AssetObject.Status(options)));
}
