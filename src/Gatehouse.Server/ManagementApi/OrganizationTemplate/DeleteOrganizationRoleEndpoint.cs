using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>DELETE /api/organization-roles/:id (contract/management-organizations.md 5).</summary>
internal sealed class DeleteOrganizationRoleEndpoint(ChangeOrganizationRole change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
