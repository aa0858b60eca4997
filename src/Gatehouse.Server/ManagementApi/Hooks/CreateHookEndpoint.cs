using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>POST /api/hooks (contract/management-webhooks.md 1).</summary>
internal sealed class CreateHookEndpoint(CreateHook create, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = HookFields.OnCreate, Success = StatusCodes.Status201Created, Answer = HookObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(HookFields.Read(call.Body), call.Aborted)).TryGet(out var hook, out var refused)
            ? ApiResult.Json(HookObject.Text(hook, sealer)) : refused;
}
