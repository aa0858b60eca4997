using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>Every route below <c>/api/resources</c> (contract/management-apps-resources-roles.md 2).</summary>
internal static class ResourceRoutes
{
    public static void AddResourceRoutes(this ApiRoutes routes) => routes
        .Get<ListResourcesEndpoint>("/resources")
        .Post<CreateResourceEndpoint>("/resources")
        .Get<GetResourceEndpoint>("/resources/{id}")
        .Patch<ChangeResourceEndpoint>("/resources/{id}")
        .Delete<DeleteResourceEndpoint>("/resources/{id}")
        .Patch<SetDefaultResourceEndpoint>("/resources/{id}/is-default")
        .Get<ListScopesEndpoint>("/resources/{resourceId}/scopes")
        .Post<CreateScopeEndpoint>("/resources/{resourceId}/scopes")
        .Patch<ChangeScopeEndpoint>("/resources/{resourceId}/scopes/{scopeId}")
        .Delete<DeleteScopeEndpoint>("/resources/{resourceId}/scopes/{scopeId}");
}
