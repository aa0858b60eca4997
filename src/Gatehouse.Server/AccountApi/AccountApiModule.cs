using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi;

/// <summary><c>/api/my-account</c> and <c>/api/verifications</c>: users change their own account, from pages of any origin (contract/account-api.md).</summary>
internal static class AccountApiModule
{
    public static void AddAccountApi(this IServiceCollection services) => services.AddScoped<AccountGate>();

    public static void MapAccountApi(this WebApplication app) => new ApiDispatcher(
        Routes(), new ApiCors(allowedOrigin: null), AccountAuthentication.AuthenticateAsync, AccountAuthentication.Accepted, QueryFault.Of,
        app.Services.GetRequiredService<ApiWriter>()).Map(app);

    public static ApiRoutes Routes()
    {
        var routes = new ApiRoutes("/api", "/my-account", "/verifications");
        routes.AddAccountRoutes();
        return routes;
    }
}
