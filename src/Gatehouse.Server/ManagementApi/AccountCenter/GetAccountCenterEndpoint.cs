using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.AccountCenter;

/// <summary>GET /api/account-center (contract/management-misc.md 5).</summary>
internal sealed class GetAccountCenterEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AccountCenterObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(AccountCenterObject.Text(await db.AccountCenters.AsNoTracking().SingleAsync(call.Aborted)));
}
