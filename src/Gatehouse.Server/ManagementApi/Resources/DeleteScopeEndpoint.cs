using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>DELETE /api/resources/:resourceId/scopes/:scopeId (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class DeleteScopeEndpoint(ChangeScope change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("resourceId"), call.Param("scopeId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
