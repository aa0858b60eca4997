using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>POST /api/jobs/:jobId/cancel: asks a job to stop after its current step; what was done stays done. Ours (docs/bulk.md).</summary>
internal sealed class CancelJobEndpoint(CancelJob cancel) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status202Accepted, Answer = JobObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await cancel.ExecuteAsync(call.Param("jobId"), call.Aborted)).TryGet(out var job, out var refused) ? ApiResult.Json(JobObject.Of(job)) : refused;
}
