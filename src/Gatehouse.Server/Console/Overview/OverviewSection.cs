namespace Gatehouse.Server.Console.Overview;

/// <summary>The first page of a tenant.</summary>
internal static class OverviewSection
{
    public static ConsoleRoutes MapOverview(this ConsoleRoutes routes) => routes.Page<OverviewPage>("");
}
