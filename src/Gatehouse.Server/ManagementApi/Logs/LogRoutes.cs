using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>Every route below <c>/api/logs</c> (contract/management-misc.md 1). Nothing changes or deletes an entry.</summary>
internal static class LogRoutes
{
    public static void AddLogRoutes(this ApiRoutes routes) => routes
        .Get<ListLogsEndpoint>("/logs")
        .Get<ExportLogsEndpoint>("/logs/export")
        .Get<GetLogEndpoint>("/logs/{id}");
}
