namespace Gatehouse.Server.Console.Jobs;

/// <summary>GET /console/{tenant}/jobs: work that takes long, the newest first.</summary>
internal sealed class JobListPage : IConsolePage
{
    public const string Path = "/jobs";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var jobs = await visit.Api.ListAsync<ShownJob>("/api/jobs" + list.ApiQuery(("state", list["state"])));
        await visit.ShowAsync<JobListView, JobListModel>(visit.Say("nav.jobs"), new JobListModel(list.Holding(jobs), jobs.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record JobListModel(ListState List, IReadOnlyList<ShownJob> Jobs);
