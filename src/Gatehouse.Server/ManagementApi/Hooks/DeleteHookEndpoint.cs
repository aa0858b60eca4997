using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>DELETE /api/hooks/:id (contract/management-webhooks.md 1).</summary>
internal sealed class DeleteHookEndpoint(DeleteHook delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
