using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>Deletes a user and everything that belongs to them (contract/management-api.md 2.6).</summary>
internal sealed class DeleteUser(GatehouseDb db, UnitOfWork work, FindUser find, KeepAnOwner keepAnOwner)
{
    /// <param name="callerId">Nobody deletes themselves by this way.</param>
    public Task<Checked<Done>> ExecuteAsync(string userId, string callerId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.Deleted", userId, async () =>
        {
            if (userId == callerId) return new Refusal("user.cannot_delete_self");
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (await keepAnOwner([userId], null, ct) is { } refused) return refused;
            db.Users.Remove(user);
            work.Announce(UserEvents.Deleted(user));
            return new Done();
        }, ct);
}
