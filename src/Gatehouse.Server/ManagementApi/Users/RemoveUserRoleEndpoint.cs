using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/roles/:roleId (contract/management-api.md 2.12).</summary>
internal sealed class RemoveUserRoleEndpoint(UserRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.RemoveAsync(call.Param("userId"), call.Param("roleId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
