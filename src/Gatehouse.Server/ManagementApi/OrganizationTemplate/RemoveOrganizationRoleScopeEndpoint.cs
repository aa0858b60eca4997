using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>DELETE /api/organization-roles/:id/scopes/:organizationScopeId (contract/management-organizations.md 5).</summary>
internal sealed class RemoveOrganizationRoleScopeEndpoint(OrganizationRoleGrants<OrganizationRoleScope> grants) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await grants.RemoveAsync(call.Param("id"), call.Param("organizationScopeId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
