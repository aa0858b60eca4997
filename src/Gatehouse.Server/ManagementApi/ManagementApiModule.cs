using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.ManagementApi.Hooks;
using Gatehouse.Server.ManagementApi.OpenApi;
using Gatehouse.Server.ManagementApi.Users;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.OpenApi;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi;

/// <summary><c>/api</c>: Logto's Management API on the endpoint of every tenant (contract/management-api.md).</summary>
internal static class ManagementApiModule
{
    public static void AddManagementApi(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokenVerifier>();
        services.AddSingleton<OpenApiDocuments>();
    }

    public static void MapManagementApi(this WebApplication app)
    {
        var adminOrigin = new Uri(app.Services.GetRequiredService<TenantEndpoints>().BaseUrl(TenantEndpoints.Admin)).GetLeftPart(UriPartial.Authority);
        new ApiDispatcher(
            Routes(), new ApiCors(adminOrigin), ManagementAuthentication.AuthenticateAsync, ManagementAuthentication.Accepted, QueryFault.Of,
            app.Services.GetRequiredService<ApiWriter>()).Map(app);
    }

    public static ApiRoutes Routes()
    {
        var routes = new ApiRoutes("/api");
        routes.AddUserRoutes();
        routes.AddHookRoutes();
        routes.AddOpenApiRoutes();
        routes.Post<CreateSubjectTokenEndpoint>("/subject-tokens");
        return routes;
    }
}
