using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OpenApi;

/// <summary>The routes of the OpenAPI documents (contract/management-misc.md 11).</summary>
internal static class OpenApiRoutes
{
    public static void AddOpenApiRoutes(this ApiRoutes routes) => routes
        .Get<GetAllDocumentEndpoint>("/swagger.json")
        .Get<GetManagementDocumentEndpoint>("/.well-known/management.openapi.json")
        .Get<GetExperienceDocumentEndpoint>("/.well-known/experience.openapi.json")
        .Get<GetUserDocumentEndpoint>("/.well-known/user.openapi.json");
}
