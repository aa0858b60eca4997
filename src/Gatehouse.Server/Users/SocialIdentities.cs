using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>Links and unlinks the social accounts of a user (contract/management-api.md 2.10). Webhooks are not told.</summary>
internal sealed class SocialIdentities(GatehouseDb db, UnitOfWork work, FindUser find, KeepTokens keep, TimeProvider time)
{
    /// <summary>Sets the account of a target, in place of the one the user may have there.</summary>
    /// <param name="tokens">The provider's, where they are kept; else null.</param>
    /// <returns>The user, and whether the target is new for them.</returns>
    public Task<Checked<(User User, bool IsNew)>> LinkAsync(
        string userId, string target, string identityId, JsonText? details, SealedTokens? tokens, CancellationToken ct) =>
        work.WriteAsync<(User, bool)>("Change.User.IdentityLinked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (await db.Set<UserIdentity>().AnyAsync(other => other.Target == target && other.IdentityId == identityId && other.UserId != userId, ct))
                return new Refusal("user.identity_already_in_use", 422);
            var known = user.Identities.Find(identity => identity.Target == target);
            if (known is null)
                user.Identities.Add(new UserIdentity { TenantId = db.TenantId, UserId = userId, Target = target, IdentityId = identityId, Details = details });
            else
                (known.IdentityId, known.Details) = (identityId, details);
            await keep.ExecuteAsync(userId, target, identityId, tokens, ct);
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return (user, known is null);
        }, ct);

    public Task<Checked<User>> UnlinkAsync(string userId, string target, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.IdentityUnlinked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (user.Identities.Find(identity => identity.Target == target) is not { } known) return UserRefusals.IdentityNotFound;
            user.Identities.Remove(known);
            db.TokenSecrets.RemoveRange(await db.TokenSecrets.Where(secret => secret.UserId == userId && secret.Target == target).ToListAsync(ct));
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return user;
        }, ct);
}
