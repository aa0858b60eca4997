using Gatehouse.Server.Console.Access;
using Gatehouse.Server.Console.Administrators;
using Gatehouse.Server.Console.ApiResources;
using Gatehouse.Server.Console.Applications;
using Gatehouse.Server.Console.AuditLog;
using Gatehouse.Server.Console.Connectors;
using Gatehouse.Server.Console.Jobs;
using Gatehouse.Server.Console.Organizations;
using Gatehouse.Server.Console.Overview;
using Gatehouse.Server.Console.Roles;
using Gatehouse.Server.Console.Settings;
using Gatehouse.Server.Console.SignInExperience;
using Gatehouse.Server.Console.Users;
using Gatehouse.Server.Console.Webhooks;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console;

/// <summary>The Admin Console, on the endpoint of the admin tenant only (docs/adr/0020).</summary>
internal static class ConsoleModule
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddScoped<ConsoleVisits>();
        services.AddConsoleAccess();
    }

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapConsoleAssets();
        endpoints.MapConsoleAccess();
        endpoints.MapMethods("/console", [HttpMethods.Get, HttpMethods.Head], async http =>
        {
            if (await http.RequestServices.GetRequiredService<ConsoleAccess>().EnterAsync(http) is not null) http.Response.Redirect($"/console/{TenantEndpoints.Default}");
        }).WithDisplayName(nameof(ConsoleAccess));
        new ConsoleRoutes(endpoints)
            .Page<PreferencesPage>(PreferencesPage.Path)
            .Page<FindPage>(FindPage.Path)
            .MapUsers()
            .MapOrganizations()
            .MapApplications()
            .MapApiResources()
            .MapRoles()
            .MapSignInExperience()
            .MapConnectors()
            .MapWebhooks()
            .MapAuditLog()
            .MapJobs()
            .MapOverview()
            .MapSettings()
            .MapAdministrators();
    }
}
