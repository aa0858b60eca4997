using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>GET /api/resources/:id: the row, never with scopes (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class GetResourceEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ApiResourceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.Resources.AsNoTracking().SingleOrDefaultAsync(resource => resource.Id == id, call.Aborted) is { } resource
            ? ApiResult.Json(ApiResourceObject.Text(resource)) : ResourceRefusals.NotThere(id);
    }
}
