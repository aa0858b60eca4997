using Gatehouse.Server.Jobs;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users.Bulk;

/// <summary>The routes for many users at once, ours (docs/bulk.md), and the jobs behind them.</summary>
internal static class BulkRoutes
{
    public static void AddBulkRoutes(this ApiRoutes routes) => routes
        .Post<ImportUsersEndpoint>("/users/import")
        .Get<ExportUsersEndpoint>("/users/export")
        .Post<BulkUsersEndpoint>("/users/bulk");

    public static void AddBulkJobs(this IServiceCollection services)
    {
        services.AddJobType<ImportUsersWork>(ImportOrder.JobType);
        services.AddJobType<BulkUsersWork>(BulkOrder.JobType);
    }
}
