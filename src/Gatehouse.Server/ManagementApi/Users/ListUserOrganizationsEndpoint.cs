using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/organizations: all of them, with the user's roles in each (contract/management-api.md 2.13).</summary>
internal sealed class ListUserOrganizationsEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(OrganizationObject.ShapeWith(NamedRole.Field)) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var userId = call.Param("userId");
        if (!await db.Users.AnyAsync(user => user.Id == userId, call.Aborted)) return UserRefusals.NotFound;
        var (organizations, grants, template) = (db.Organizations, db.OrganizationUserRoles, db.OrganizationRoles);
        var roles = (await (
            from grant in grants
            where grant.UserId == userId
            join role in template on grant.OrganizationRoleId equals role.Id
            select new { grant.OrganizationId, Role = new NamedRole(role.Id, role.Name) }).ToListAsync(call.Aborted)).ToLookup(row => row.OrganizationId, row => row.Role);
        return await db.OrganizationUsers.Where(member => member.UserId == userId)
            .Join(organizations, member => member.OrganizationId, organization => organization.Id, (_, organization) => organization)
            .OrderBy(organization => organization.CreatedAt).ThenBy(organization => organization.Id).AsNoTracking()
            .ToAnswerAsync(call, (json, organization) => OrganizationObject.Write(json, organization, more => NamedRole.WriteAll(more, roles[organization.Id])));
    }
}
