using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:id/secrets/:name: the last one may go too (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class DeleteSecretEndpoint(ApplicationSecretChanges secrets) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await secrets.DeleteAsync(call.Param("id"), call.Param("name"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
