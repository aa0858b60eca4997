using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/cimd (contract/management-misc.md 12).</summary>
internal sealed class GetCimdConfigEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = CimdConfig.Shape };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(CimdConfig.Off));
}
