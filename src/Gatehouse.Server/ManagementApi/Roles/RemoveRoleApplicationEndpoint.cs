using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>DELETE /api/roles/:id/applications/:applicationId (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RemoveRoleApplicationEndpoint(RoleApplications applications) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await applications.RemoveAsync(call.Param("id"), call.Param("applicationId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
