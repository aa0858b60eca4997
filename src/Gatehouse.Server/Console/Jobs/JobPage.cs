using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Jobs;

/// <summary>GET and POST /console/{tenant}/jobs/{jobId}: how far a job is and what failed; the form cancels it. While it works the page refreshes itself.</summary>
internal sealed class JobPage : IConsolePage
{
    public const string Path = "/jobs/{jobId}";
    private const int MostErrors = 20;

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var answer = await visit.Api.PostAsync($"/api/jobs/{visit.RouteForUrl("jobId")}/cancel");
        if (answer.IsGood) visit.Done("/jobs/" + visit.RouteForUrl("jobId"), "job_cancelled");
        else await ShowAsync(visit, answer.Problem);
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var path = "/api/jobs/" + visit.RouteForUrl("jobId");
        var job = await visit.Api.ReadAsync<ShownJob>(path);
        var errors = job.Failed > 0 ? (await visit.Api.ListAsync<JobFailure>($"{path}/errors?page=1&page_size={MostErrors}")).Items : [];
        await visit.ShowAsync<JobView, JobModel>(visit.Say("jobs." + job.Title), new JobModel(job, errors, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Errors">The first ones.</param>
internal sealed record JobModel(ShownJob Job, IReadOnlyList<JobFailure> Errors, ApiProblem? Problem);
