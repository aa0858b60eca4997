using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/jit/roles, by name (contract/management-organizations.md 4).</summary>
internal sealed class ListJitRolesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(OrganizationRoleObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var organizationId = call.Param("id");
        if (!await db.Organizations.AnyAsync(row => row.Id == organizationId, call.Aborted)) return OrganizationRefusals.NotThereToRead(organizationId);
        return await db.JustInTimeRoles.Where(role => role.OrganizationId == organizationId)
            .Join(db.OrganizationRoles, role => role.OrganizationRoleId, role => role.Id, (_, role) => role)
            .OrderBy(role => role.Name).AsNoTracking().ToAnswerAsync(call, (json, role) => OrganizationRoleObject.Write(json, role));
    }
}
