using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>POST /api/hooks/:id/deliveries/:eventId/redeliver: sends one event again, whatever became of it before. Ours (docs/webhooks.md).</summary>
internal sealed class RedeliverEndpoint(RedeliverEvents redeliver) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await redeliver.OneAsync(call.Param("id"), call.Param("eventId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
