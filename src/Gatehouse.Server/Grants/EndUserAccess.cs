using Gatehouse.Server.Data;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// Ends every session and grant of a user, and with the grants all tokens (contract/oidc.md 9; ASVS 7.4.2). Part of a change: it alters
/// rows of the context, and whoever calls it saves.
/// </summary>
internal sealed class EndUserAccess(GatehouseDb db)
{
    public async Task ExecuteAsync(string userId, CancellationToken ct)
    {
        db.Sessions.RemoveRange(await db.Sessions.Where(session => session.UserId == userId).ToListAsync(ct));
        db.Grants.RemoveRange(await db.Grants.Where(grant => grant.UserId == userId).ToListAsync(ct));
        db.SubjectTokens.RemoveRange(await db.SubjectTokens.Where(token => token.UserId == userId).ToListAsync(ct));
    }
}
