using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SavedViews;

namespace Gatehouse.Server.ManagementApi.SavedViews;

/// <summary>POST /api/saved-views: keeps a state of a list for the caller, in place of an earlier one of that name. Ours (docs/user-lists.md).</summary>
internal sealed class SaveViewEndpoint(KeepViews keep) : IApiEndpoint
{
    private static readonly Field<string> List = Schemas.NonEmptyText.AtMost(32).Required("list");
    private static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(128).Required("name");
    private static readonly Field<string> Query = Schemas.Text.AtMost(2048).Required("query");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(List, Name, Query), Success = StatusCodes.Status201Created, Answer = SavedViewObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await keep.SaveAsync(call.Caller.Id, call.Body.Get(List)!, call.Body.Get(Name)!, call.Body.Get(Query)!, call.Aborted)).TryGet(out var view, out var refused)
            ? ApiResult.Json(JsonText.Write(json => SavedViewObject.Write(json, view))) : refused;
}
