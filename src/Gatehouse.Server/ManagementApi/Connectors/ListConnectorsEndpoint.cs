using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>GET /api/connectors: all of them by id, or those of a target (contract/management-misc.md 7).</summary>
internal sealed class ListConnectorsEndpoint(GatehouseDb db, ConnectorFactories factories, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> Target = Schemas.Text.Optional("target");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(Target), Answer = Schemas.ListOf(ConnectorObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var target = call.Query.Get(Target);
        var rows = await db.Connectors.AsNoTracking().OrderBy(row => row.Id).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                if (factories.Find(row.FactoryId) is not { } factory) continue;
                if (target is { Length: > 0 } && Connector.TargetOf(factory, row.Metadata) != target) continue;
                ConnectorObject.Write(json, row, factory, sealer);
            }

            json.WriteEndArray();
        }));
    }
}
