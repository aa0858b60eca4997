using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SavedViews;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.SavedViews;

/// <summary>GET /api/saved-views: the caller's own states of lists, by name; of one list with <c>list</c>. Ours (docs/user-lists.md).</summary>
internal sealed class ListSavedViewsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<string> List = Schemas.Text.Optional("list");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(List), Answer = Schemas.ListOf(SavedViewObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var ownerId = call.Caller.Id;
        var views = db.SavedViews.AsNoTracking().Where(view => view.OwnerId == ownerId);
        if (call.Query.Get(List) is { Length: > 0 } list) views = views.Where(view => view.List == list);
        return await views.OrderBy(view => view.Name).ThenBy(view => view.Id).ToAnswerAsync(call, SavedViewObject.Write);
    }
}
