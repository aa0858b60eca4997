using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/applications/:applicationId/roles, by name (contract/management-organizations.md 3).</summary>
internal sealed class ListApplicationRolesEndpoint(GatehouseDb db, ApplicationMembershipRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(OrganizationRoleObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (organizationId, applicationId) = (call.Param("id"), call.Param("applicationId"));
        if (!await roles.IsMemberAsync(organizationId, applicationId, call.Aborted)) return OrganizationRefusals.NoMember;
        var grants = db.OrganizationApplicationRoles.Where(grant => grant.OrganizationId == organizationId && grant.ApplicationId == applicationId);
        return await grants.Join(db.OrganizationRoles, grant => grant.OrganizationRoleId, role => role.Id, (_, role) => role)
            .OrderBy(role => role.Name).AsNoTracking().ToAnswerAsync(call, (json, role) => OrganizationRoleObject.Write(json, role));
    }
}
