using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>DELETE /api/connectors/:id (contract/management-misc.md 7).</summary>
internal sealed class DeleteConnectorEndpoint(DeleteConnector delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
