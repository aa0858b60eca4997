using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>DELETE /api/roles/:id/users/:userId (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RemoveRoleUserEndpoint(RoleMembers members) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.RemoveAsync(call.Param("id"), call.Param("userId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
