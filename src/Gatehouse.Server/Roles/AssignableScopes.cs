using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>The scopes that a role of a type may have: no user gets the Management API (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class AssignableScopes(GatehouseDb db)
{
    /// <returns>The scopes of these ids, without repetitions.</returns>
    public async Task<Checked<List<ResourceScope>>> FindAsync(IReadOnlyList<string> scopeIds, RoleType type, CancellationToken ct)
    {
        var resources = db.Resources;
        // One parameter for all ids: a body has room for more of them than a statement has for parameters.
        var found = await db.Scopes.Where(scope => EF.Parameter(scopeIds).Contains(scope.Id))
            .Join(resources, scope => scope.ResourceId, resource => resource.Id, (scope, resource) => new { scope, resource.Indicator })
            .OrderBy(row => row.scope.CreatedAt).ThenBy(row => row.scope.Id).ToListAsync(ct);
        if (scopeIds.Except(found.Select(row => row.scope.Id)).FirstOrDefault() is { } unknown) return ResourceRefusals.ScopeNotThere(unknown);
        if (type == RoleType.User && found.Exists(row => ApiResource.IsManagementIndicator(row.Indicator)))
            return new Refusal("role.management_api_scopes_not_assignable_to_user_role");
        return found.ConvertAll(row => row.scope);
    }
}
