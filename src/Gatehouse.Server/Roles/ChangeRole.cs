using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Roles;

/// <summary>Changes a role (contract/management-apps-resources-roles.md 3). Users who are there already get no role by its becoming a default.</summary>
internal sealed class ChangeRole(GatehouseDb db, UnitOfWork work, FindRole find, KeepRole keep)
{
    public Task<Checked<Role>> ExecuteAsync(string roleId, RoleChange fields, CancellationToken ct) =>
        work.WriteAsync<Role>("Change.Role.Updated", roleId, async () =>
        {
            if (!(await find.ToChangeAsync(roleId, ct)).TryGet(out var role, out var refused)) return refused;
            if (fields.NamesInternalRole) return RoleRefusals.Internal;
            if (fields.Name.IsSent && await db.Roles.AnyAsync(other => other.Id != roleId && other.Name == fields.Name.Value, ct)) return RoleRefusals.NameInUse;
            if (fields.Name.IsSent && fields.Name.Value != role.Name && keep(role) is { } kept) return kept;
            if (fields.IsEmpty) return RoleRefusals.NothingToChange;
            fields.ApplyTo(role);
            work.Announce(RoleEvents.DataUpdated(role));
            return role;
        }, ct);
}
