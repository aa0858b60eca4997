using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>
/// Makes many users by the rules of <see cref="NewUsers"/>: the ones that may not be are refused each in its place, the others go in. What
/// <see cref="CreateUser"/> writes for one is written here for each: the user, the roles, a delivery for each webhook that asks, and an
/// entry in the user's own log, which names the job instead of repeating the row.
/// </summary>
internal sealed class CreateUsers(GatehouseDb db, UnitOfWork work, NewUsers rules, ChangeOrigin origin, TimeProvider time)
{
    /// <returns>What became of each draft; refused as a whole when another change took an identifier in between, or a default role is missing.</returns>
    public Task<Checked<List<Checked<User>>>> ExecuteAsync(IReadOnlyList<UserDraft> drafts, CancellationToken ct) =>
        work.WriteAsync<List<Checked<User>>>(Entry, async () =>
        {
            if (!(await rules.DefaultRolesAsync(ct)).TryGet(out var roles, out var refused)) return refused;
            var judged = await rules.JudgeAsync(drafts, null, ct);
            var users = Accepted(judged);
            work.Insert(users);
            work.Insert(users.SelectMany(user => roles.Select(role => new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = role.Id })).ToList());
            work.Insert(users.ConvertAll(user => AuditEntry.Of(db.TenantId, "Change.User.Created", user.Id, origin, [], user.CreatedAt)));
            foreach (var user in users) work.Announce(UserEvents.Created(user));
            return judged;
        }, ct);

    /// <summary>Those that went in.</summary>
    public static List<User> Accepted(IEnumerable<Checked<User>> judged)
    {
        var users = new List<User>();
        foreach (var verdict in judged)
        {
            if (verdict.TryGet(out var user, out _)) users.Add(user);
        }

        return users;
    }

    private AuditRow Entry(List<Checked<User>> judged)
    {
        var created = Accepted(judged).Count;
        return AuditEntry.Of(db.TenantId, "Change.Users.Created", origin.JobId, origin, [], time.GetUtcNow().UtcDateTime, json =>
        {
            json.WriteNumber("created", created);
            json.WriteNumber("refused", judged.Count - created);
        });
    }
}
