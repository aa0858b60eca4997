using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>GET /api/connectors/:id; a row whose factory this server does not have is not there (contract/management-misc.md 7).</summary>
internal sealed class GetConnectorEndpoint(GatehouseDb db, ConnectorFactories factories, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ConnectorObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        var connector = await db.Connectors.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted);
        return connector is not null && factories.Find(connector.FactoryId) is { } factory
            ? ApiResult.Json(ConnectorObject.Text(connector, factory, sealer)) : ConnectorRefusals.NotFound;
    }
}
