using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>DELETE /api/organizations/:id/users/:userId/roles/:organizationRoleId (contract/management-organizations.md 2).</summary>
internal sealed class RemoveMemberRoleEndpoint(UserMembershipRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.RemoveAsync(call.Param("id"), call.Param("userId"), call.Param("organizationRoleId"), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
