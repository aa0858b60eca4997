using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Sessions;

/// <summary>Where a user is signed in (contract/management-api.md 2.17, account-api.md 9).</summary>
internal sealed class UserSessions(GatehouseDb db, TimeProvider time)
{
    /// <summary>With their applications, the latest first; none for an unknown user.</summary>
    public Task<List<Session>> ListAsync(string userId, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db.Sessions.AsNoTracking().Include(session => session.Applications)
            .Where(session => session.UserId == userId && session.ExpiresAt > now)
            .OrderByDescending(session => session.CreatedAt).ThenBy(session => session.Id).ToListAsync(ct);
    }
}
