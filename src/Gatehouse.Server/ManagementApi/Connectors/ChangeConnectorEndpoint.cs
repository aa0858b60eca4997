using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>PATCH /api/connectors/:id: configuration and metadata are replaced as wholes (contract/management-misc.md 7).</summary>
internal sealed class ChangeConnectorEndpoint(ChangeConnector change, ConnectorFactories factories, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ConnectorFields.OnChange, Answer = ConnectorObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), ConnectorFields.Read(call.Body), call.Aborted)).TryGet(out var connector, out var refused)
            ? ApiResult.Json(ConnectorObject.Text(connector, factories.Find(connector.FactoryId)!, sealer)) : refused;
}
