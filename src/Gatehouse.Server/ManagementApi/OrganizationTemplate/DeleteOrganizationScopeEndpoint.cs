using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>DELETE /api/organization-scopes/:id (contract/management-organizations.md 5).</summary>
internal sealed class DeleteOrganizationScopeEndpoint(OrganizationScopeChanges scopes) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await scopes.DeleteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
