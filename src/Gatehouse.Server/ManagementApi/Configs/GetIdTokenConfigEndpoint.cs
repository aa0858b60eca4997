using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/id-token (contract/management-misc.md 3).</summary>
internal sealed class GetIdTokenConfigEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = IdTokenFields.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await db.TenantSettings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == TenantSetting.IdToken, call.Aborted) is { } setting
            ? ApiResult.Json(setting.Value) : ChangeSetting.NotThere;
}
