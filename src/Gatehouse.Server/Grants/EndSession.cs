using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Data;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>
/// Signs a user out at a browser (contract/oidc.md 9 and 19; OpenID Connect Back-Channel Logout section 2.7): the session goes, and the grants
/// without <c>offline_access</c> with their tokens; then the applications of the session are told.
/// </summary>
internal sealed class EndSession(GatehouseDb db, UnitOfWork work, BackchannelLogout backchannel, TimeProvider time)
{
    /// <summary>The live session of a cookie's value, to look at.</summary>
    public async Task<Session?> FindAsync(string? cookieValue, CancellationToken ct)
    {
        if (cookieValue is null) return null;
        var digest = OpaqueToken.DigestOf(cookieValue);
        var session = await db.Sessions.AsNoTracking().Include(found => found.Applications).SingleOrDefaultAsync(found => found.Digest == digest, ct);
        return session?.IsLive(time.GetUtcNow()) == true ? session : null;
    }

    /// <returns>False: it was gone already.</returns>
    public async Task<bool> ExecuteAsync(string sessionId, CancellationToken ct)
    {
        var ended = await work.WriteAsync<Session?>(_ => null, async () =>
        {
            if (await ToChangeAsync(sessionId, ct) is not { } session) return (Session?)null;
            await RevokeAsync(session.Applications, ct);
            db.Sessions.Remove(session);
            work.Announce(GrantEvents.SessionEnded(session));
            return session;
        }, ct);
        if (!ended.TryGet(out var gone, out _) || gone is null) return false;
        foreach (var entry in gone.Applications)
            backchannel.Tell(new LogoutNotice(gone.TenantId, entry.ApplicationId, gone.UserId, entry.Sid));
        return true;
    }

    /// <summary>Signs out of one application; the session itself stays.</summary>
    /// <returns>False: the session is gone.</returns>
    public async Task<bool> LeaveAsync(string sessionId, string applicationId, CancellationToken ct)
    {
        var left = await work.WriteAsync<bool>(_ => null, async () =>
        {
            if (await ToChangeAsync(sessionId, ct) is not { } session) return false;
            if (session.Find(applicationId) is not { } entry) return true;
            await RevokeAsync([entry], ct);
            session.Applications.Remove(entry);
            return true;
        }, ct);
        return left.TryGet(out var isThere, out _) && isThere;
    }

    private Task<Session?> ToChangeAsync(string sessionId, CancellationToken ct) =>
        db.Sessions.Include(session => session.Applications).SingleOrDefaultAsync(session => session.Id == sessionId, ct);

    /// <summary>A grant with <c>offline_access</c> outlives the session, but not what was issued from it for the session's time only.</summary>
    private async Task RevokeAsync(IReadOnlyList<SessionApplication> entries, CancellationToken ct)
    {
        var ids = entries.Select(entry => entry.GrantId).OfType<string>().ToList();
        var sessionIds = entries.Select(entry => entry.SessionId).Distinct().ToList();
        var grants = await db.Grants.Where(grant => ids.Contains(grant.Id)).ToListAsync(ct);
        var lasting = grants.Where(grant => grant.OidcScopes.Contains(OidcScope.OfflineAccess)).ToList();
        db.Grants.RemoveRange(grants.Except(lasting));
        var lastingIds = lasting.ConvertAll(grant => grant.Id);
        db.IssuedTokens.RemoveRange(await db.IssuedTokens
            .Where(token => lastingIds.Contains(token.GrantId) && token.ExpiresWithSession && token.SessionId != null && sessionIds.Contains(token.SessionId))
            .ToListAsync(ct));
    }
}
