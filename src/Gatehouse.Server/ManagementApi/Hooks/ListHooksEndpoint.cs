using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>GET /api/hooks: the newest first, paged on request (contract/management-webhooks.md 1).</summary>
internal sealed class ListHooksEndpoint(GatehouseDb db, CountExecutions count, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<bool> IncludeStats = Schemas.Truthy.Optional("includeExecutionStats");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeStats), Paging = Paging.Optional, Answer = Schemas.ListOf(HookObject.Shape),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => db.Hooks.AsNoTracking()
        .OrderByDescending(hook => hook.CreatedAt).ThenByDescending(hook => hook.Id).ToAnswerAsync(call, hooks => WriteAsync(hooks, call));

    private async Task<JsonText> WriteAsync(IReadOnlyList<Hook> hooks, ApiCall call)
    {
        var stats = call.Query.Get(IncludeStats) ? await count.ExecuteAsync([.. hooks.Select(hook => hook.Id)], call.Aborted) : null;
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var hook in hooks) HookObject.Write(json, hook, sealer, stats?.GetValueOrDefault(hook.Id));
            json.WriteEndArray();
        });
    }
}
