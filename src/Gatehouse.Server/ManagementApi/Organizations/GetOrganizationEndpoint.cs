using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id (contract/management-organizations.md 1).</summary>
internal sealed class GetOrganizationEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = OrganizationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.Organizations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, call.Aborted) is { } organization
            ? ApiResult.Json(OrganizationObject.Text(organization)) : OrganizationRefusals.NotThereToRead(id);
    }
}
