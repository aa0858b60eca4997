using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>Makes a role, with scopes if wanted: with all of them or not at all (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class CreateRole(GatehouseDb db, UnitOfWork work, AssignableScopes assignable)
{
    /// <param name="fields">With a name and a description.</param>
    /// <param name="scopeIds">Null for none; an empty list is refused.</param>
    public async Task<Checked<Role>> ExecuteAsync(RoleChange fields, RoleType type, IReadOnlyList<string>? scopeIds, CancellationToken ct)
    {
        if (fields.NamesInternalRole) return RoleRefusals.Internal;
        var id = Identifier.Long();
        return await work.WriteAsync<Role>("Change.Role.Created", id, async () =>
        {
            if (await db.Roles.AnyAsync(other => other.Name == fields.Name.Value, ct)) return RoleRefusals.NameInUse;
            var role = new Role { TenantId = db.TenantId, Id = id, Name = fields.Name.Value, Description = fields.Description.Value, Type = type };
            fields.ApplyTo(role);
            db.Roles.Add(role);
            if (scopeIds is not null)
            {
                if (scopeIds.Count == 0) return RoleRefusals.NothingToChange;
                if (!(await assignable.FindAsync(scopeIds, type, ct)).TryGet(out var scopes, out var refused)) return refused;
                db.RoleScopes.AddRange(scopes.Select(scope => new RoleScope { TenantId = db.TenantId, RoleId = id, ScopeId = scope.Id }));
                work.Announce(RoleEvents.ScopesUpdatedAtCreation(id, scopes));
            }

            work.Announce(RoleEvents.Created(role));
            return role;
        }, ct);
    }
}
