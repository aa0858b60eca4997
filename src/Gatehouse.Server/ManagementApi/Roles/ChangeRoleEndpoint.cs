using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>PATCH /api/roles/:id (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class ChangeRoleEndpoint(ChangeRole change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = RoleFields.OnChange, Answer = RoleObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), RoleFields.Read(call.Body), call.Aborted)).TryGet(out var role, out var refused)
            ? ApiResult.Json(RoleObject.Text(role)) : refused;
}
