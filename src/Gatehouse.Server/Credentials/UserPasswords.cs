using Gatehouse.Passwords;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>Sets, expires and verifies the passwords of users (contract/management-api.md 2.7, account-api.md 5).</summary>
internal sealed class UserPasswords(GatehouseDb db, UnitOfWork work, FindUser find, PasswordHasher hasher, NewPassword chosen, NoticeOfChange notice, Snapshots snapshots, TimeProvider time)
{
    /// <summary>What an administrator sets; the tenant's password policy does not apply. Sessions go on.</summary>
    /// <param name="isTemporary">The user must choose another at the next sign-in.</param>
    public async Task<Checked<User>> SetAsync(string userId, string password, bool isTemporary, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out _, out var missing)) return missing;
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out var busy)) return busy;
        return await StoreAsync(userId, hashed, isTemporary, ChangedBy.Administrator, ct);
    }

    /// <summary>What the user chooses (contract/account-api.md 5): refused as <see cref="NewPassword"/> refuses. Sessions and tokens go on.</summary>
    public async Task<Checked<User>> ChangeAsync(string userId, string password, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        if (!(await chosen.HashAsync(user, PasswordOwner.Of(user), password, ct)).TryGet(out var hashed, out var refused)) return refused;
        return await StoreAsync(userId, hashed, isTemporary: false, ChangedBy.Owner, ct);
    }

    /// <summary>Makes the user choose a new password at the next sign-in, or takes that back.</summary>
    public Task<Checked<User>> SetExpiredAsync(string userId, bool isExpired, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.PasswordExpired", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (isExpired && !(await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordExpiration.IsInForce)
                return new Refusal("sign_in_experiences.password_expiration_not_enabled");
            user.SetPasswordExpired(isExpired);
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return user;
        }, ct);

    /// <inheritdoc cref="VerifyAsync(User?, string, CancellationToken)"/>
    public async Task<Checked<Done>> VerifyAsync(string userId, string password, CancellationToken ct) =>
        (await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing) ? await VerifyAsync(user, password, ct) : missing;

    /// <summary>
    /// Whether this is the user's password. A right one that is stored under another algorithm or a weaker cost than today's is
    /// hashed anew on the way.
    /// </summary>
    /// <param name="user">Null for nobody, who is refused with the same words and after the same time as a user with another password.</param>
    public async Task<Checked<Done>> VerifyAsync(User? user, string password, CancellationToken ct)
    {
        var stored = user?.PasswordDigest is { } digest ? new StoredPassword(Enum.Parse<PasswordAlgorithm>(user.PasswordAlgorithm!), digest) : null;
        if (!(await hasher.VerifyAsync(password, stored, ct)).TryGet(out var isRight, out var busy)) return busy;
        if (!isRight || user is null || stored is null) return new Refusal("session.invalid_credentials", 422);
        if (PasswordHashing.NeedsRehash(stored, PasswordHasher.Cost)) await RehashAsync(user.Id, password, stored, ct);
        return new Done();
    }

    private Task<Checked<User>> StoreAsync(string userId, StoredPassword hashed, bool isTemporary, ChangedBy by, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.PasswordSet", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var now = time.GetUtcNow().UtcDateTime;
            user.SetPassword(hashed.Algorithm.ToString(), hashed.Digest, now);
            user.SetPasswordTemporary(isTemporary);
            user.UpdatedAt = now;
            if (by == ChangedBy.Owner) await notice.ExecuteAsync(user, AccountChange.Password, null, ct);
            work.Announce(UserEvents.DataUpdated(user, by));
            return user;
        }, ct);

    /// <summary>Only if the same password is still stored; when the threads are busy, the next sign-in does it.</summary>
    private async Task RehashAsync(string userId, string password, StoredPassword verified, CancellationToken ct)
    {
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out _)) return;
        await work.WriteAsync<Done>("Change.User.PasswordRehashed", userId, async () =>
        {
            if ((await find.ToChangeAsync(userId, ct)).TryGet(out var user, out _) && user.PasswordDigest == verified.Digest)
                user.Rehash(hashed.Algorithm.ToString(), hashed.Digest);
            return new Done();
        }, ct);
    }
}
