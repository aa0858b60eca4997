namespace Gatehouse.Server.Console.Jobs;

/// <summary>GET /console/{tenant}/jobs/{jobId}/errors: the rows that failed, as a file.</summary>
internal sealed class JobErrorsPage : IConsolePage
{
    public const string Path = "/jobs/{jobId}/errors";

    public Task GetAsync(ConsoleVisit visit) => visit.Api.PassOnAsync($"/api/jobs/{visit.RouteForUrl("jobId")}/errors?format=ndjson");

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}
