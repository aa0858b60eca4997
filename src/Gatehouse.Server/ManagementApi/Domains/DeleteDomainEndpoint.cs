using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>DELETE /api/domains/:id (contract/management-misc.md 6).</summary>
internal sealed class DeleteDomainEndpoint(DeleteDomains delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.OneAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
