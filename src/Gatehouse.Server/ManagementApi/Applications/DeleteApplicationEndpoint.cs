using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:id (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class DeleteApplicationEndpoint(DeleteApplication delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
