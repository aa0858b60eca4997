using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Takes the account at an enterprise provider from a user, with the tokens that the provider gave. As with social accounts, webhooks are not
/// told of what administrators do.
/// </summary>
internal sealed class UnlinkSsoIdentity(GatehouseDb db, UnitOfWork work, FindUser find, TimeProvider time)
{
    public Task<Checked<User>> ExecuteAsync(string userId, string ssoConnectorId, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.SsoIdentityUnlinked", userId, async () =>
        {
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            if (await db.UserSsoIdentities.SingleOrDefaultAsync(account => account.UserId == userId && account.SsoConnectorId == ssoConnectorId, ct) is not { } known)
                return UserRefusals.SsoIdentityNotFound;
            db.UserSsoIdentities.Remove(known);
            db.TokenSecrets.RemoveRange(await db.TokenSecrets.Where(secret => secret.UserId == userId && secret.SsoConnectorId == ssoConnectorId).ToListAsync(ct));
            user.UpdatedAt = time.GetUtcNow().UtcDateTime;
            return user;
        }, ct);
}
