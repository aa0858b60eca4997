using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Roles;

/// <summary>Deletes a role; whoever held it holds it no more (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class DeleteRole(GatehouseDb db, UnitOfWork work, FindRole find, KeepRole keep)
{
    public Task<Checked<Done>> ExecuteAsync(string roleId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.Deleted", roleId, async () =>
        {
            if (!(await find.ToChangeAsync(roleId, ct)).TryGet(out var role, out var refused)) return refused;
            if (keep(role) is { } kept) return kept;
            db.Roles.Remove(role);
            work.Announce(RoleEvents.Deleted(roleId));
            return new Done();
        }, ct);
}
