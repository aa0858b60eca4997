using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>DELETE /api/organizations/:id/applications/:applicationId (contract/management-organizations.md 3).</summary>
internal sealed class RemoveApplicationEndpoint(ApplicationMemberships members) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.RemoveAsync(call.Param("id"), call.Param("applicationId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
