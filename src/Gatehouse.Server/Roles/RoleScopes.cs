using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Resources;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>Gives scopes to a role and takes them away (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RoleScopes(GatehouseDb db, UnitOfWork work, FindRole find, AssignableScopes assignable)
{
    /// <summary>All of them must be new to the role.</summary>
    /// <returns>Every scope of the role, the oldest first.</returns>
    public Task<Checked<IReadOnlyList<ResourceScope>>> AddAsync(string roleId, IReadOnlyList<string> scopeIds, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<ResourceScope>>("Change.Role.ScopesAdded", roleId, async () =>
        {
            if (!(await find.ToChangeAsync(roleId, ct)).TryGet(out var role, out var refused)) return refused;
            var grants = db.RoleScopes.Where(grant => grant.RoleId == roleId);
            var held = await db.Scopes.Where(scope => grants.Any(grant => grant.ScopeId == scope.Id)).ToListAsync(ct);
            if (held.Exists(scope => scopeIds.Contains(scope.Id))) return new Refusal("role.scope_exists", 422);
            if (!(await assignable.FindAsync(scopeIds, role.Type, ct)).TryGet(out var added, out refused)) return refused;
            db.RoleScopes.AddRange(added.Select(scope => new RoleScope { TenantId = db.TenantId, RoleId = roleId, ScopeId = scope.Id }));
            List<ResourceScope> all = [.. held.Concat(added).OrderBy(scope => scope.CreatedAt).ThenBy(scope => scope.Id, StringComparer.Ordinal)];
            work.Announce(RoleEvents.ScopesUpdated(roleId, all));
            return all;
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string roleId, string scopeId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.ScopeRemoved", roleId, async () =>
        {
            if (await db.RoleScopes.SingleOrDefaultAsync(grant => grant.RoleId == roleId && grant.ScopeId == scopeId, ct) is not { } held)
                return RoleRefusals.RelationNotThere;
            if (!(await find.ToChangeAsync(roleId, ct)).TryGet(out _, out var refused)) return refused;
            db.RoleScopes.Remove(held);
            work.Announce(RoleEvents.ScopesUpdated(roleId, null));
            return new Done();
        }, ct);
}
