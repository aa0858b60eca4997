using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>DELETE /api/roles/:id/scopes/:scopeId (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RemoveRoleScopeEndpoint(RoleScopes scopes) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await scopes.RemoveAsync(call.Param("id"), call.Param("scopeId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
