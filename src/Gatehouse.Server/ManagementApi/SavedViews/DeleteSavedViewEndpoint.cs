using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SavedViews;

namespace Gatehouse.Server.ManagementApi.SavedViews;

/// <summary>DELETE /api/saved-views/:id: one of the caller's own. Ours (docs/user-lists.md).</summary>
internal sealed class DeleteSavedViewEndpoint(KeepViews keep) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await keep.ForgetAsync(call.Caller.Id, call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
