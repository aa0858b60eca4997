using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Administrators;

/// <summary>Gives a user of tenant <c>admin</c> one role of administrators, in place of the others, inside the change of its caller.</summary>
internal sealed class GiveAdministratorRole(GatehouseDb db, UnitOfWork work, FindAdministrators administrators, MakeAdministrator make, TimeProvider time)
{
    /// <param name="user">Tracked.</param>
    public Task<Checked<Administrator>> ExecuteAsync(User user, AdministratorRole role, CancellationToken ct) =>
        work.WriteAsync<Administrator>("Change.User.AdministratorRoleChanged", user.Id, async () =>
        {
            var names = await administrators.NamesAsync(ct);
            var ids = names.Keys.ToList();
            var held = await db.UserRoles.Where(grant => grant.UserId == user.Id && ids.Contains(grant.RoleId)).ToListAsync(ct);
            db.UserRoles.RemoveRange(held.Where(grant => names[grant.RoleId] != AdministratorRoles.NameOf(role)));
            if (role == AdministratorRole.Owner)
            {
                await make.ExecuteAsync(user, ct);
            }
            else
            {
                await make.LeaveAsync(user, ct);
                var roleId = names.Single(each => each.Value == AdministratorRoles.NameOf(role)).Key;
                if (!held.Exists(grant => grant.RoleId == roleId)) db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = roleId });
            }

            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return new Administrator(user, role);
        }, ct);
}
