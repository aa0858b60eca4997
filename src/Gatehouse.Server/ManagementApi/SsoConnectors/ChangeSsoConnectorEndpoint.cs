using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>PATCH /api/sso-connectors/:id: the configuration is replaced as a whole (contract/management-misc.md 8).</summary>
internal sealed class ChangeSsoConnectorEndpoint(ChangeSsoConnector change, SsoConnectorObject wire) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = SsoConnectorFields.OnChange, Answer = SsoConnectorObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), SsoConnectorFields.Read(call.Body), call.Aborted)).TryGet(out var connector, out var refused)
            ? ApiResult.Json(wire.Full(connector, SsoProviders.Find(connector.ProviderName)!)) : refused;
}
