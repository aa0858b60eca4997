using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Reads what an application may ask users for, with names (contract/management-apps-resources-roles.md 1.5). Scopes that are gone are left out.</summary>
internal sealed class ShowEnabledScopes(GatehouseDb db)
{
    public async Task<ShownScopes> ExecuteAsync(string applicationId, CancellationToken ct)
    {
        var (ofTemplate, scopes, resources) = (db.OrganizationScopes, db.Scopes, db.Resources);
        var enabled = db.EnabledScopes.AsNoTracking().Where(row => row.ApplicationId == applicationId);
        var userScopes = await enabled.Where(row => row.Kind == EnabledScopeKind.UserScope).Select(row => row.Scope).ToListAsync(ct);
        var organizationScopes = await enabled.Where(row => row.Kind == EnabledScopeKind.OrganizationScope)
            .Join(ofTemplate, row => row.Scope, scope => scope.Id, (row, scope) => new ShownScope(scope.Id, scope.Name, scope.Description)).ToListAsync(ct);
        var resourceScopes = await (
            from row in enabled
            where row.Kind == EnabledScopeKind.ResourceScope || row.Kind == EnabledScopeKind.OrganizationResourceScope
            join scope in scopes on row.Scope equals scope.Id
            join resource in resources on scope.ResourceId equals resource.Id
            select new ShownResourceScope(row.Kind, new(resource.Id, resource.Name, resource.Indicator), new(scope.Id, scope.Name, scope.Description))).ToListAsync(ct);
        return new ShownScopes(
            organizationScopes, [.. resourceScopes.Where(scope => scope.Kind == EnabledScopeKind.ResourceScope)],
            [.. resourceScopes.Where(scope => scope.Kind == EnabledScopeKind.OrganizationResourceScope)],
            [.. EnableScopes.UserScopes.Intersect(userScopes)]);
    }
}

/// <param name="UserScopes">By name, in the contract's order.</param>
internal sealed record ShownScopes(
    IReadOnlyList<ShownScope> OrganizationScopes, IReadOnlyList<ShownResourceScope> ResourceScopes, IReadOnlyList<ShownResourceScope> OrganizationResourceScopes,
    IReadOnlyList<string> UserScopes);

internal sealed record ShownScope(string Id, string Name, string? Description);

internal sealed record ShownResource(string Id, string Name, string Indicator);

internal sealed record ShownResourceScope(EnabledScopeKind Kind, ShownResource Resource, ShownScope Scope);
