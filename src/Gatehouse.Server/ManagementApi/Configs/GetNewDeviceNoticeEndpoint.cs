using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/new-device-notice (docs/accounts.md). Ours.</summary>
internal sealed class GetNewDeviceNoticeEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = NewDeviceNoticeObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => ApiResult.Json(await NewDeviceNoticeObject.ReadAsync(db, call.Aborted));
}
