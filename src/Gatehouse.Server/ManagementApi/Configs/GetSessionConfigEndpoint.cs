using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/oidc/session (contract/management-misc.md 3).</summary>
internal sealed class GetSessionConfigEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = SessionConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => ApiResult.Json(await SessionConfigObject.ReadAsync(db, call.Aborted));
}
