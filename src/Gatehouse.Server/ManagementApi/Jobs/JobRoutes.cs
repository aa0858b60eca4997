using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Jobs;

/// <summary>Every route below <c>/api/jobs</c>, ours (docs/bulk.md).</summary>
internal static class JobRoutes
{
    public static void AddJobRoutes(this ApiRoutes routes) => routes
        .Get<ListJobsEndpoint>("/jobs")
        .Get<GetJobEndpoint>("/jobs/{jobId}")
        .Get<ListJobErrorsEndpoint>("/jobs/{jobId}/errors")
        .Get<GetJobResultEndpoint>("/jobs/{jobId}/result")
        .Post<CancelJobEndpoint>("/jobs/{jobId}/cancel");
}
