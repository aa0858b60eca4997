using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Administrators;

/// <summary>
/// Changes, suspends and removes administrators. An owner who can sign in always stays: of two owners who remove each other at the same
/// moment one succeeds.
/// </summary>
internal sealed class ChangeAdministrator(
    GatehouseDb db, UnitOfWork work, FindUser find, FindAdministrators administrators, GiveAdministratorRole give, ChangeUser change, DeleteUser delete)
{
    /// <summary>Gives an administrator this role in place of the one held.</summary>
    public Task<Checked<Administrator>> SetRoleAsync(string userId, AdministratorRole role, CancellationToken ct) =>
        KeepingAnOwnerAsync(userId, isLeaving: role != AdministratorRole.Owner, user => give.ExecuteAsync(user, role, ct), ct);

    /// <param name="actorId">Who does it: nobody suspends themselves.</param>
    public async Task<Checked<User>> SetSuspendedAsync(string userId, bool isSuspended, string actorId, CancellationToken ct) =>
        isSuspended && userId == actorId ? AdministratorRefusals.NotYourself
            : await KeepingAnOwnerAsync(userId, isSuspended, _ => change.SetSuspendedAsync(userId, isSuspended, ct), ct);

    /// <summary>Deletes the account.</summary>
    /// <param name="actorId">Who does it: nobody removes themselves.</param>
    public async Task<Checked<Done>> RemoveAsync(string userId, string actorId, CancellationToken ct) =>
        userId == actorId ? AdministratorRefusals.NotYourself
            : await KeepingAnOwnerAsync(userId, isLeaving: true, _ => delete.ExecuteAsync(userId, actorId, ct), ct);

    /// <summary>
    /// The version of another owner's row moves together with the user's own: of two such changes at once, each of which counts on the other's
    /// owner, one finds its row changed and looks again.
    /// </summary>
    /// <param name="isLeaving">Afterwards the user is no owner, or can't sign in.</param>
    /// <param name="act">Changes the user's row.</param>
    private Task<Checked<T>> KeepingAnOwnerAsync<T>(string userId, bool isLeaving, Func<User, Task<Checked<T>>> act, CancellationToken ct) =>
        work.WriteAsync(_ => null, async () =>
        {
            if (await administrators.RoleOfAsync(userId, ct) is null) return AdministratorRefusals.NotFound;
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var owners = isLeaving ? await OwnersAsync(ct) : [];
            var isOwner = owners.Contains(user);
            var witness = owners.Find(owner => owner != user);
            if (isOwner && witness is null) return AdministratorRefusals.LastOwner;
            var done = await act(user);
            if (isOwner && done.TryGet(out _, out _)) db.Entry(witness!).Property(RowVersion.Name).IsModified = true;
            return done;
        }, ct);

    /// <summary>Who can sign in and make somebody else an owner.</summary>
    private async Task<List<User>> OwnersAsync(CancellationToken ct)
    {
        var role = (await administrators.NamesAsync(ct)).Single(each => each.Value == MakeAdministrator.Role).Key;
        var grants = db.UserRoles;
        return await db.Users.Where(user => !user.IsSuspended && grants.Any(grant => grant.UserId == user.Id && grant.RoleId == role)).OrderBy(user => user.Id).ToListAsync(ct);
    }
}
