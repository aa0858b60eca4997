using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Administrators;

/// <summary>Changes, suspends and removes administrators. An owner who can sign in always stays (<see cref="KeepOwners"/>).</summary>
internal sealed class ChangeAdministrator(
    UnitOfWork work, FindUser find, FindAdministrators administrators, KeepOwners keepOwners, GiveAdministratorRole give, ChangeUser change, DeleteUser delete)
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

    /// <param name="isLeaving">Afterwards the user is no owner, or can't sign in.</param>
    private Task<Checked<T>> KeepingAnOwnerAsync<T>(string userId, bool isLeaving, Func<User, Task<Checked<T>>> act, CancellationToken ct) =>
        work.WriteAsync(_ => null, async () =>
        {
            if (await administrators.RoleOfAsync(userId, ct) is null) return AdministratorRefusals.NotFound;
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (isLeaving && await keepOwners.RefuseAsync([userId], null, ct) is { } last) return last;
            return await act(user);
        }, ct);
}
