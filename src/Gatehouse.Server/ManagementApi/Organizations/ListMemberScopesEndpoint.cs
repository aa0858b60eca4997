using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>GET /api/organizations/:id/users/:userId/scopes: what the member's roles carry, by name; of others nothing (contract/management-organizations.md 2).</summary>
internal sealed class ListMemberScopesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(OrganizationScopeObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (organizationId, userId) = (call.Param("id"), call.Param("userId"));
        var (held, carried) = (db.OrganizationUserRoles, db.OrganizationRoleScopes);
        var scopes = db.OrganizationScopes.AsNoTracking().Where(scope => carried.Any(grant => grant.OrganizationScopeId == scope.Id
            && held.Any(role => role.OrganizationId == organizationId && role.UserId == userId && role.OrganizationRoleId == grant.OrganizationRoleId)));
        return await scopes.OrderBy(scope => scope.Name).ToAnswerAsync(call, OrganizationScopeObject.Write);
    }
}
