using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>GET /api/jobs/:jobId: how far a job is. Ours (docs/bulk.md).</summary>
internal sealed class GetJobEndpoint(FindJob find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = JobObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ExecuteAsync(call.Param("jobId"), call.Aborted)).TryGet(out var job, out var missing) ? ApiResult.Json(JobObject.Of(job)) : missing;
}
