using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>POST /api/connectors (contract/management-misc.md 7).</summary>
internal sealed class CreateConnectorEndpoint(CreateConnector create, ConnectorFactories factories, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ConnectorFields.OnCreate, Answer = ConnectorObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var created = await create.ExecuteAsync(call.Body.Get(ConnectorFields.FactoryId)!, call.Body.Get(ConnectorFields.Id), ConnectorFields.Read(call.Body), call.Aborted);
        return created.TryGet(out var connector, out var refused)
            ? ApiResult.Json(ConnectorObject.Text(connector, factories.Find(connector.FactoryId)!, sealer)) : refused;
    }
}
