using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Takes back what a user has allowed an application, with every code and token on it (contract/management-api.md 2.17).</summary>
internal sealed class RevokeGrant(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="onlyLive">One that has expired, and waits to be removed, is as good as none (contract/account-api.md 10).</param>
    public Task<Checked<Done>> ExecuteAsync(string userId, string grantId, bool onlyLive, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.GrantRevoked", userId, async () =>
        {
            var grant = await db.Grants.SingleOrDefaultAsync(row => row.Id == grantId && row.UserId == userId, ct);
            if (grant is null || (onlyLive && !grant.IsLive(time.GetUtcNow()))) return new Refusal("oidc.invalid_grant", 404);
            db.Grants.Remove(grant);
            // A session that still names the grant would show an application that the user is not signed in to any more.
            foreach (var session in await db.Sessions.Include(row => row.Applications).Where(row => row.UserId == userId).ToListAsync(ct))
                session.Applications.RemoveAll(entry => entry.GrantId == grantId);
            return new Done();
        }, ct);
}
