using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>PATCH /api/hooks/:id: what is sent is replaced, the config as a whole (contract/management-webhooks.md 1).</summary>
internal sealed class ChangeHookEndpoint(ChangeHook change, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = HookFields.OnChange, Answer = HookObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), HookFields.Read(call.Body), call.Aborted)).TryGet(out var hook, out var refused)
            ? ApiResult.Json(HookObject.Text(hook, sealer)) : refused;
}
