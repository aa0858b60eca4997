using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-roles/:id/scopes: paged on request (contract/management-organizations.md 5).</summary>
internal sealed class ListOrganizationRoleScopesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(OrganizationScopeObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var roleId = call.Param("id");
        if (!await db.OrganizationRoles.AnyAsync(role => role.Id == roleId, call.Aborted)) return TemplateRefusals.NotThere;
        var grants = db.OrganizationRoleScopes;
        return await db.OrganizationScopes.AsNoTracking().Where(scope => grants.Any(grant => grant.OrganizationRoleId == roleId && grant.OrganizationScopeId == scope.Id))
            .OrderBy(scope => scope.Name).ThenBy(scope => scope.Id).ToAnswerAsync(call, (json, scope) => OrganizationScopeObject.Write(json, scope));
    }
}
