using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>GET /api/configs/admin-console (contract/management-misc.md 3).</summary>
internal sealed class GetAdminConsoleEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AdminConsoleFields.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await db.TenantSettings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == TenantSetting.AdminConsole, call.Aborted) is { } setting
            ? ApiResult.Json(setting.Value) : ChangeSetting.NotThere;
}
