using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SsoConnectors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>GET /api/sso-connectors/:id (contract/management-misc.md 8).</summary>
internal sealed class GetSsoConnectorEndpoint(GatehouseDb db, SsoConnectorObject wire) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = SsoConnectorObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        if (await db.SsoConnectors.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted) is not { } connector) return SsoRefusals.NotThere(id);
        return SsoProviders.Find(connector.ProviderName) is { } provider ? ApiResult.Json(wire.Full(connector, provider)) : SsoRefusals.NoProvider;
    }
}
