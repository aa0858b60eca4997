using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>GET /api/roles/:id: the plain row, also of an internal role (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class GetRoleEndpoint(FindRole find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = RoleObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var role, out var refused) ? ApiResult.Json(RoleObject.Text(role)) : refused;
}
