namespace Gatehouse.Server.Console.Jobs;

/// <summary>The pages about work that takes long.</summary>
internal static class JobSection
{
    public static ConsoleRoutes MapJobs(this ConsoleRoutes routes) => routes
        .Page<JobListPage>(JobListPage.Path)
        .Page<JobPage>(JobPage.Path)
        .Page<JobErrorsPage>(JobErrorsPage.Path);
}
