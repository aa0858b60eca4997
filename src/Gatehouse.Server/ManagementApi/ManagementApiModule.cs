using Gatehouse.Server.Keys;
using Gatehouse.Server.ManagementApi.Hooks;
using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi;

/// <summary><c>/api</c>: Logto's Management API on the endpoint of every tenant (contract/management-api.md).</summary>
internal static class ManagementApiModule
{
    public static void AddManagementApi(this IServiceCollection services) => services.AddSingleton<AccessTokenVerifier>();

    public static void MapManagementApi(this WebApplication app)
    {
        var routes = new ApiRoutes("/api");
        routes.AddUserRoutes();
        routes.AddHookRoutes();
        new ApiDispatcher(routes, ManagementAuthentication.AuthenticateAsync, ManagementAuthentication.Accepted, app.Services.GetRequiredService<ApiWriter>())
            .Map(app);
    }
}
