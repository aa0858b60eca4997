using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>DELETE /api/sso-connectors/:id (contract/management-misc.md 8).</summary>
internal sealed class DeleteSsoConnectorEndpoint(ChangeSsoConnector change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
