using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:id/users/:userId/consent-organizations/:organizationId (contract/management-apps-resources-roles.md 1.6).</summary>
internal sealed class RemoveConsentOrganizationEndpoint(ConsentToOrganizations consent) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await consent.RemoveAsync(call.Param("id"), call.Param("userId"), call.Param("organizationId"), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
