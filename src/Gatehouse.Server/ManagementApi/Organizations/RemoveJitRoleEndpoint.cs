using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>DELETE /api/organizations/:id/jit/roles/:organizationRoleId (contract/management-organizations.md 4).</summary>
internal sealed class RemoveJitRoleEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.RemoveRoleAsync(call.Param("id"), call.Param("organizationRoleId"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
