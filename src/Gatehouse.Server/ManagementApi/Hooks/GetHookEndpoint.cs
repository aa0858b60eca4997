using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>GET /api/hooks/:id; here any text but the empty one asks for the statistics (contract/management-webhooks.md 1).</summary>
internal sealed class GetHookEndpoint(GatehouseDb db, CountExecutions count, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> IncludeStats = Schemas.Text.Optional("includeExecutionStats");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(IncludeStats), Answer = HookObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        if (await db.Hooks.AsNoTracking().SingleOrDefaultAsync(hook => hook.Id == id, call.Aborted) is not { } hook) return HookRefusals.NotThereToRead(id);
        if (string.IsNullOrEmpty(call.Query.Get(IncludeStats))) return ApiResult.Json(HookObject.Text(hook, sealer));
        return ApiResult.Json(HookObject.Text(hook, sealer, (await count.ExecuteAsync([id], call.Aborted)).GetValueOrDefault(id)));
    }
}
