using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>Changes what stands in a user's own row (contract/management-api.md 2.6 and 2.8, account-api.md 4 and 6).</summary>
internal sealed class ChangeUser(UnitOfWork work, FindUser find, UserIdentifiers identifiers, OwnerRules ownerRules, SignOutEverywhere signOut, NoticeOfChange notice, KeepAnOwner keepAnOwner, TimeProvider time)
{
    /// <summary>Sets the given fields; JSON is replaced as a whole. Of owners it is asked that the tenant's rules allow it.</summary>
    public Task<Checked<User>> ExecuteAsync(string userId, UserChange fields, ChangedBy by, CancellationToken ct) =>
        WriteAsync("Change.User.Updated", userId, async user =>
        {
            if (fields.IsEmpty) return UserRefusals.NothingToChange;
            if (by == ChangedBy.Owner && await ownerRules.RefuseUsernameAsync(fields.Username.Value, ct) is { } unfit) return unfit;
            if (await identifiers.EmailConflictAsync(fields.PrimaryEmail.Value, userId, ct) is { } email) return email;
            if (await identifiers.PhoneConflictAsync(fields.PrimaryPhone.Value, userId, ct) is { } phone) return phone;
            if (await identifiers.UsernameConflictAsync(fields.Username.Value, userId, ct) is { } username) return username;
            var (oldEmail, oldPhone) = (user.PrimaryEmail, user.PrimaryPhone);
            if (await identifiers.ApplyAsync(user, fields, ct) is { } malformed) return malformed;
            if (by != ChangedBy.Owner) return null;
            if (fields.RemovesIdentifier && await ownerRules.RefuseLastAsync(user, ct) is { } last) return last;
            if (user.PrimaryEmail != oldEmail) await notice.ExecuteAsync(user, AccountChange.Email, oldEmail, ct);
            if (user.PrimaryPhone != oldPhone) await notice.ExecuteAsync(user, AccountChange.Phone, null, ct);
            return null;
        }, user => UserEvents.DataUpdated(user, by), ct);

    /// <summary>Puts the members of <paramref name="patch"/> over the custom data, one level deep.</summary>
    public Task<Checked<User>> MergeCustomDataAsync(string userId, JsonText patch, CancellationToken ct) =>
        WriteAsync("Change.User.CustomDataUpdated", userId, user => user.SetCustomData(user.CustomData.MergedWith(patch)),
            user => UserEvents.DataUpdated(user, user.CustomData), ct);

    /// <summary>Puts the members of <paramref name="patch"/> over the profile, one level deep; the address is replaced as a whole.</summary>
    public Task<Checked<User>> MergeProfileAsync(string userId, JsonText patch, ChangedBy by, CancellationToken ct) =>
        WriteAsync("Change.User.ProfileUpdated", userId, user => user.SetProfile(user.Profile.MergedWith(patch)),
            user => UserEvents.DataUpdated(user, by, user.Profile), ct);

    /// <summary>Shuts the user out, sessions and tokens at once, or lets them in again. Setting the same value again tells webhooks again.</summary>
    public Task<Checked<User>> SetSuspendedAsync(string userId, bool isSuspended, CancellationToken ct) =>
        WriteAsync(isSuspended ? "Change.User.Suspended" : "Change.User.Reactivated", userId, async user =>
        {
            if (isSuspended && await keepAnOwner([userId], null, ct) is { } refused) return refused;
            user.SetSuspended(isSuspended);
            if (isSuspended) await signOut(userId, ct);
            return null;
        }, UserEvents.SuspensionUpdated, ct);

    private Task<Checked<User>> WriteAsync(string key, string userId, Action<User> change, Func<User, ChangeEvent> told, CancellationToken ct) =>
        WriteAsync(key, userId, user =>
        {
            change(user);
            return Task.FromResult<Refusal?>(null);
        }, told, ct);

    private Task<Checked<User>> WriteAsync(string key, string userId, Func<User, Task<Refusal?>> change, Func<User, ChangeEvent> told, CancellationToken ct) =>
        work.WriteAsync<User>(key, userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (await change(user) is { } refused) return refused;
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            work.Announce(told(user));
            return user;
        }, ct);
}
