using Gatehouse.Server.Data;
using Gatehouse.Server.ManagementApi.SsoConnectors;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SsoConnectors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/jit/sso-connectors: as rows, the oldest first (contract/management-organizations.md 4).</summary>
internal sealed class ListJitSsoConnectorsEndpoint(GatehouseDb db, SsoConnectorObject connectors) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(SsoConnectorObject.RowShape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Param("id");
        if (!await db.Organizations.AnyAsync(row => row.Id == organizationId, call.Aborted)) return OrganizationRefusals.NotThereToRead(organizationId);
        return await db.JustInTimeSsoConnectors.Where(connector => connector.OrganizationId == organizationId)
            .Join(db.SsoConnectors, configured => configured.SsoConnectorId, connector => connector.Id, (_, connector) => connector)
            .OrderBy(connector => connector.CreatedAt).ThenBy(connector => connector.Id).AsNoTracking()
            .ToAnswerAsync(call, (json, connector) => connectors.Row(connector).WriteTo(json));
    }
}
