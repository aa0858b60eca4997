using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:applicationId/roles/:roleId (contract/management-apps-resources-roles.md 1.4).</summary>
internal sealed class RemoveApplicationRoleEndpoint(RolesOfApplication roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.RemoveAsync(call.Param("applicationId"), call.Param("roleId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
