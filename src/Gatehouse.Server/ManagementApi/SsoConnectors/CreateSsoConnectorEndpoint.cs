using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>POST /api/sso-connectors (contract/management-misc.md 8).</summary>
internal sealed class CreateSsoConnectorEndpoint(CreateSsoConnector create, SsoConnectorObject wire) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = SsoConnectorFields.OnCreate, Answer = SsoConnectorObject.RowShape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(call.Body.Get(SsoConnectorFields.ProviderName)!, SsoConnectorFields.Read(call.Body), call.Aborted)).TryGet(out var connector, out var refused)
            ? ApiResult.Json(wire.Row(connector)) : refused;
}
