using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:id/protected-app-metadata/custom-domains/:domain (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class DeleteCustomDomainEndpoint(CustomDomains domains) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await domains.DeleteAsync(call.Param("id"), call.Param("domain"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
