using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>Makes a user, with the roles that every new user gets (contract/management-api.md 2.5).</summary>
internal sealed class CreateUser(GatehouseDb db, UnitOfWork work, NewUsers rules)
{
    public Task<Checked<User>> ExecuteAsync(UserDraft draft, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.Created", subject: null, async () =>
        {
            if (!(await rules.JudgeAsync([draft], null, ct))[0].TryGet(out var user, out var refused)) return refused;
            if (!(await rules.DefaultRolesAsync(ct)).TryGet(out var roles, out refused)) return refused;
            db.Users.Add(user);
            foreach (var role in roles)
                db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = role.Id });
            work.Announce(UserEvents.Created(user));
            return user;
        }, ct);
}
