using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>DELETE /api/organization-roles/:id/resource-scopes/:scopeId (contract/management-organizations.md 5).</summary>
internal sealed class RemoveOrganizationRoleResourceScopeEndpoint(OrganizationRoleGrants<OrganizationRoleResourceScope> grants) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await grants.RemoveAsync(call.Param("id"), call.Param("scopeId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
