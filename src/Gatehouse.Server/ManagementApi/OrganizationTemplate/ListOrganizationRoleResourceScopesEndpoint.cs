using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>GET /api/organization-roles/:id/resource-scopes: paged on request (contract/management-organizations.md 5).</summary>
internal sealed class ListOrganizationRoleResourceScopesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Paging = Paging.Optional, Answer = Schemas.ListOf(ScopeObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var roleId = call.Param("id");
        if (!await db.OrganizationRoles.AnyAsync(role => role.Id == roleId, call.Aborted)) return TemplateRefusals.NotThere;
        var grants = db.OrganizationRoleResourceScopes;
        return await db.Scopes.AsNoTracking().Where(scope => grants.Any(grant => grant.OrganizationRoleId == roleId && grant.ScopeId == scope.Id))
            .OrderBy(scope => scope.Name).ThenBy(scope => scope.Id).ToAnswerAsync(call, (json, scope) => ScopeObject.Write(json, scope));
    }
}
