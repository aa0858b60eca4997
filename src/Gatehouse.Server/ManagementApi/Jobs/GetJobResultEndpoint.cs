using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Records;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>
/// GET /api/jobs/:jobId/result: what became of each row so far, a line of JSON for each; of an import, the ids of the users it made. Ours
/// (docs/bulk.md).
/// </summary>
internal sealed class GetJobResultEndpoint(FindJob find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Downloads = [RecordFormats.Ndjson] };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ExecuteAsync(call.Param("jobId"), call.Aborted)).TryGet(out var job, out var missing)) return missing;
        return await ApiResult.FileAsync(RecordFormat.Ndjson.MediaType(), $"{job.Id}.ndjson", find.ResultAsync(job.Id, call.Aborted), call.Aborted);
    }
}
