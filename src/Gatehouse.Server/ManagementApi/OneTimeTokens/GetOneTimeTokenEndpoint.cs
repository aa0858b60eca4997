using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>GET /api/one-time-tokens/:id (contract/management-misc.md 9).</summary>
internal sealed class GetOneTimeTokenEndpoint(GatehouseDb db, Sealer sealer, TimeProvider time) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = OneTimeTokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.OneTimeTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted) is { } token
            ? ApiResult.Json(OneTimeTokenObject.Text(token, sealer, time.GetUtcNow().UtcDateTime)) : ChangeOneTimeToken.NotThere(id);
    }
}
