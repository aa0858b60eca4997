using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>Gives a role to users and takes it from them (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class RoleMembers(GatehouseDb db, UnitOfWork work, FindRole find, KeepAnOwner keepAnOwner)
{
    /// <summary>None of them may have it already.</summary>
    public Task<Checked<Done>> AddAsync(string roleId, IReadOnlyList<string> userIds, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.UsersAdded", roleId, async () =>
        {
            if (!(await find.ToReadAsync(roleId, ct)).TryGet(out var role, out var refused)) return refused;
            var ids = userIds.Distinct().ToList();
            if (await db.UserRoles.AnyAsync(grant => grant.RoleId == roleId && EF.Parameter(ids).Contains(grant.UserId), ct))
                return new Refusal("role.user_exists", 422);
            if (await db.Users.CountAsync(user => EF.Parameter(ids).Contains(user.Id), ct) < ids.Count) return UserRefusals.NotFound;
            if (role.Type != RoleType.User) return RoleRefusals.WrongType;
            db.UserRoles.AddRange(ids.Select(id => new UserRole { TenantId = db.TenantId, UserId = id, RoleId = roleId }));
            return new Done();
        }, ct);

    public Task<Checked<Done>> RemoveAsync(string roleId, string userId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Role.UserRemoved", roleId, async () =>
        {
            if (await db.UserRoles.SingleOrDefaultAsync(grant => grant.RoleId == roleId && grant.UserId == userId, ct) is not { } held)
                return RoleRefusals.RelationNotThere;
            if (await keepAnOwner([userId], roleId, ct) is { } last) return last;
            db.UserRoles.Remove(held);
            return new Done();
        }, ct);
}
