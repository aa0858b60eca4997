using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/users/:userId/roles, by name (contract/management-organizations.md 2).</summary>
internal sealed class ListMemberRolesEndpoint(GatehouseDb db, UserMembershipRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(OrganizationRoleObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (organizationId, userId) = (call.Param("id"), call.Param("userId"));
        if (!await roles.IsMemberAsync(organizationId, userId, call.Aborted)) return OrganizationRefusals.NoMember;
        var grants = db.OrganizationUserRoles.Where(grant => grant.OrganizationId == organizationId && grant.UserId == userId);
        return await grants.Join(db.OrganizationRoles, grant => grant.OrganizationRoleId, role => role.Id, (_, role) => role)
            .OrderBy(role => role.Name).AsNoTracking().ToAnswerAsync(call, (json, role) => OrganizationRoleObject.Write(json, role));
    }
}
