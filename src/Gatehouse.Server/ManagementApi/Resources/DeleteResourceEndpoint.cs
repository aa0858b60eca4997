using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>DELETE /api/resources/:id (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class DeleteResourceEndpoint(DeleteResource delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
