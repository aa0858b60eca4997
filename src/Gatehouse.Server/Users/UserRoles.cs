using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>Gives roles to a user and takes them away (contract/management-api.md 2.12).</summary>
internal sealed class UserRoles(GatehouseDb db, UnitOfWork work, FindUser find, KeepAnOwner keepAnOwner)
{
    /// <summary>Adds the roles that the user does not have yet.</summary>
    /// <returns>The ids that were new.</returns>
    public Task<Checked<IReadOnlyList<string>>> AddAsync(string userId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<string>>("Change.User.RolesAdded", userId, async () =>
        {
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out _, out var missing)) return missing;
            if (await RefuseAsync(roleIds, new Refusal("user.invalid_role_type", 422), ct) is { } refused) return refused;
            var held = await db.UserRoles.Where(grant => grant.UserId == userId).Select(grant => grant.RoleId).ToListAsync(ct);
            var added = roleIds.Distinct().Except(held).ToList();
            db.UserRoles.AddRange(added.Select(roleId => Grant(userId, roleId)));
            return added;
        }, ct);

    /// <summary>Leaves the user with exactly these roles.</summary>
    /// <returns>The ids without repetitions.</returns>
    public Task<Checked<IReadOnlyList<string>>> ReplaceAsync(string userId, IReadOnlyList<string> roleIds, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<string>>("Change.User.RolesReplaced", userId, async () =>
        {
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out _, out var missing)) return missing;
            if (await RefuseAsync(roleIds, new Refusal("entity.db_constraint_violated", 422), ct) is { } refused) return refused;
            var wanted = roleIds.Distinct().ToList();
            var held = await db.UserRoles.Where(grant => grant.UserId == userId).ToListAsync(ct);
            foreach (var grant in held.Where(grant => !wanted.Contains(grant.RoleId)))
            {
                if (await keepAnOwner([userId], grant.RoleId, ct) is { } last) return last;
                db.UserRoles.Remove(grant);
            }

            db.UserRoles.AddRange(wanted.Except(held.Select(grant => grant.RoleId)).Select(roleId => Grant(userId, roleId)));
            return wanted;
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string userId, string roleId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.RoleRemoved", userId, async () =>
        {
            if (await db.UserRoles.SingleOrDefaultAsync(grant => grant.UserId == userId && grant.RoleId == roleId, ct) is not { } held)
                return UserRefusals.NotFound;
            if (await keepAnOwner([userId], roleId, ct) is { } last) return last;
            db.UserRoles.Remove(held);
            return new Done();
        }, ct);

    private UserRole Grant(string userId, string roleId) => new() { TenantId = db.TenantId, UserId = userId, RoleId = roleId };

    /// <summary>Why users can't be given these roles. A role for machines is reported before one that does not exist.</summary>
    public async Task<Refusal?> RefuseAsync(IReadOnlyList<string> roleIds, Refusal wrongType, CancellationToken ct)
    {
        // One parameter for all ids: a body has room for more of them than a statement has for parameters.
        var found = await db.Roles.Where(role => EF.Parameter(roleIds).Contains(role.Id)).Select(role => new { role.Id, role.Type }).ToListAsync(ct);
        if (found.Exists(role => role.Type != RoleType.User)) return wrongType;
        var unknown = roleIds.Except(found.Select(role => role.Id)).FirstOrDefault();
        return unknown is null ? null : new Refusal("entity.not_exists_with_id", 404).With("name", "roles").With("id", unknown);
    }
}
