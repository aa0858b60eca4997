using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary><c>/api/experience</c> and <c>/api/interaction</c>: signing in as JSON, for pages that hold the interaction's cookies (contract/experience-api.md).</summary>
internal static class ExperienceApiModule
{
    public static void MapExperienceApi(this WebApplication app)
    {
        var routes = new ApiRoutes("/api", "/experience", "/interaction");
        routes.AddExperienceRoutes();
        new ApiDispatcher(
            routes, cors: null, InteractionAuthentication.AuthenticateAsync, InteractionAuthentication.Accepted, QueryFault.Of,
            app.Services.GetRequiredService<ApiWriter>()).Map(app);
    }
}
