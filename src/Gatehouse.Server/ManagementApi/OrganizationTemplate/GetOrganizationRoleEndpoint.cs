using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-roles/:id: the plain row (contract/management-organizations.md 5).</summary>
internal sealed class GetOrganizationRoleEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = OrganizationRoleObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        return await db.OrganizationRoles.AsNoTracking().SingleOrDefaultAsync(role => role.Id == id, call.Aborted) is { } role
            ? ApiResult.Json(OrganizationRoleObject.Text(role)) : TemplateRefusals.NotThere;
    }
}
