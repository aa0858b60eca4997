using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>Every route below <c>/api/dashboard</c> (contract/management-misc.md 2).</summary>
internal static class DashboardRoutes
{
    public static void AddDashboardRoutes(this ApiRoutes routes) => routes
        .Get<TotalUsersEndpoint>("/dashboard/users/total")
        .Get<NewUsersEndpoint>("/dashboard/users/new")
        .Get<ActiveUsersEndpoint>("/dashboard/users/active")
        .Get<SignInsEndpoint>("/dashboard/sign-ins");
}
