using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.SavedViews;

/// <summary>Every route below <c>/api/saved-views</c>, ours (docs/user-lists.md).</summary>
internal static class SavedViewRoutes
{
    public static void AddSavedViewRoutes(this ApiRoutes routes) => routes
        .Get<ListSavedViewsEndpoint>("/saved-views")
        .Post<SaveViewEndpoint>("/saved-views")
        .Delete<DeleteSavedViewEndpoint>("/saved-views/{id}");
}
