using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id/organizations: those it acts in, with its roles there (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class ListApplicationOrganizationsEndpoint(FindApplication find, GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Paging = Paging.Optional,
        Answer = Schemas.ListOf(OrganizationObject.ShapeWith(NamedRole.Field)),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("id"), call.Aborted)).TryGet(out var application, out var missing)) return missing;
        var (members, grants, roles, id) = (db.OrganizationApplications, db.OrganizationApplicationRoles, db.OrganizationRoles, application.Id);
        return await db.Organizations.AsNoTracking()
            .Where(organization => members.Any(member => member.ApplicationId == id && member.OrganizationId == organization.Id))
            .OrderBy(organization => organization.CreatedAt).ThenBy(organization => organization.Id)
            .Select(organization => new Shown(organization, grants
                .Where(grant => grant.ApplicationId == id && grant.OrganizationId == organization.Id)
                .Join(roles, grant => grant.OrganizationRoleId, role => role.Id, (grant, role) => new NamedRole(role.Id, role.Name)).ToList()))
            .ToAnswerAsync(call, (json, shown) => OrganizationObject.Write(json, shown.Organization, more => NamedRole.WriteAll(more, shown.Roles)));
    }

    private sealed record Shown(Organization Organization, List<NamedRole> Roles);
}
