using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>PATCH /api/hooks/:id/signing-key: the old key is used no more (contract/management-webhooks.md 1).</summary>
internal sealed class RotateSigningKeyEndpoint(ChangeHook change, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = HookObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.RotateSigningKeyAsync(call.Param("id"), call.Aborted)).TryGet(out var hook, out var refused)
            ? ApiResult.Json(HookObject.Text(hook, sealer)) : refused;
}
