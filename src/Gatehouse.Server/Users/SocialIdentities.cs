using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>Links and unlinks the social accounts of a user (contract/management-api.md 2.10, account-api.md 7). Of administrators webhooks are not told.</summary>
internal sealed class SocialIdentities(GatehouseDb db, UnitOfWork work, FindUser find, OwnerRules ownerRules, KeepTokens keep, NoticeOfChange notice, TimeProvider time)
{
    /// <summary>Sets the account of a target, in place of the one the user may have there.</summary>
    /// <param name="tokens">The provider's, where they are kept; else null.</param>
    /// <returns>The user, and whether the target is new for them.</returns>
    public Task<Checked<(User User, bool IsNew)>> LinkAsync(
        string userId, string target, string identityId, JsonText? details, SealedTokens? tokens, CancellationToken ct) =>
        work.WriteAsync<(User, bool)>("Change.User.IdentityLinked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (await ConflictAsync(target, identityId, userId, ct) is { } conflict) return conflict;
            var isNew = user.Identities.TrueForAll(identity => identity.Target != target);
            user.Link(new SocialIdentity(target, identityId, details));
            await keep.ExecuteAsync(userId, target, identityId, tokens, ct);
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return (user, isNew);
        }, ct);

    /// <summary>The user links an account that they came back from.</summary>
    /// <param name="replaces">It may take the place of another one of its target; else that is 400 <c>user.identity_already_in_use</c>.</param>
    public Task<Checked<Done>> LinkOwnAsync(string userId, SocialIdentity identity, SealedTokens? tokens, bool replaces, CancellationToken ct) =>
        work.WriteAsync<Done>(_ => null, async () =>
        {
            if (!(await LinkAsync(userId, identity.Target, identity.IdentityId, identity.Details, tokens, ct)).TryGet(out var linked, out var refused)) return refused;
            if (!linked.IsNew && !replaces) return new Refusal("user.identity_already_in_use");
            await notice.ExecuteAsync(linked.User, AccountChange.AccountLinked, null, ct);
            work.Announce(UserEvents.ChangedByThemself(linked.User));
            return new Done();
        }, ct);

    /// <param name="ownId">Whose account it may be; null: nobody's.</param>
    public async Task<Refusal?> ConflictAsync(string target, string identityId, string? ownId, CancellationToken ct)
    {
        var identities = db.UserIdentities;
        return await identities.AnyAsync(other => other.Target == target && other.IdentityId == identityId && other.UserId != ownId, ct)
            ? new Refusal("user.identity_already_in_use", 422) : null;
    }

    /// <summary>Whose account it is, with all accounts; null when nobody has it.</summary>
    public async Task<User?> FindOwnerAsync(string target, string identityId, CancellationToken ct)
    {
        var users = db.Users.AsNoTracking().Include(user => user.Identities);
        return await users.SingleOrDefaultAsync(user => user.Identities.Any(identity => identity.Target == target && identity.IdentityId == identityId), ct);
    }

    public Task<Checked<User>> UnlinkAsync(string userId, string target, ChangedBy by, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.IdentityUnlinked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (user.Identities.Find(identity => identity.Target == target) is not { } known) return UserRefusals.IdentityNotFound;
            user.Identities.Remove(known);
            if (by == ChangedBy.Owner && await ownerRules.RefuseLastAsync(user, ct) is { } last) return last;
            db.TokenSecrets.RemoveRange(await db.TokenSecrets.Where(secret => secret.UserId == userId && secret.Target == target).ToListAsync(ct));
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            if (by == ChangedBy.Owner)
            {
                await notice.ExecuteAsync(user, AccountChange.AccountUnlinked, null, ct);
                work.Announce(UserEvents.ChangedByThemself(user));
            }

            return user;
        }, ct);
}
