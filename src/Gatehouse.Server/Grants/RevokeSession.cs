using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Ends one session of a user from outside, with or without what was granted in it (contract/management-api.md 2.17).</summary>
internal sealed class RevokeSession(GatehouseDb db, UnitOfWork work)
{
    /// <summary>In a query: which grants of the session go with it; none without.</summary>
    public static Field<string> Target { get; } = Schemas.OneOf("all", "firstParty").Optional("revokeGrantsTarget");

    public static RevokedGrants TargetOf(Input query) => query.Get(Target) switch
    {
        "all" => RevokedGrants.All,
        "firstParty" => RevokedGrants.FirstParty,
        _ => RevokedGrants.None,
    };

    /// <summary>The session of the user, or the refusal that fits.</summary>
    public static Checked<Session> Owned(Session? session, string userId)
    {
        if (session is null) return new Refusal("oidc.session_not_found", 404);
        return session.UserId == userId ? session : new Refusal("oidc.invalid_session_account_id", 404);
    }

    /// <param name="target">Which grants of the session go with it. Applications are not told of the logout.</param>
    public Task<Checked<Done>> ExecuteAsync(string userId, string sessionId, RevokedGrants target, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.User.SessionRevoked", userId, async () =>
        {
            var found = await db.Sessions.Include(row => row.Applications).SingleOrDefaultAsync(row => row.Id == sessionId, ct);
            if (!Owned(found, userId).TryGet(out var session, out var refused)) return refused;
            if (target != RevokedGrants.None) db.Grants.RemoveRange(await GrantsOfAsync(session, target, ct));
            db.Sessions.Remove(session);
            return new Done();
        }, ct);

    private async Task<List<Grant>> GrantsOfAsync(Session session, RevokedGrants target, CancellationToken ct)
    {
        var ids = session.Applications.Select(entry => entry.GrantId).OfType<string>().ToList();
        var grants = db.Grants.Where(grant => ids.Contains(grant.Id));
        if (target == RevokedGrants.All) return await grants.ToListAsync(ct);
        var applications = db.Applications;
        return await grants.Where(grant => applications.Any(application => application.Id == grant.ApplicationId && !application.IsThirdParty)).ToListAsync(ct);
    }
}

/// <summary>What goes with a session.</summary>
internal enum RevokedGrants
{
    None,

    /// <summary>Those of applications that are ours and exist still.</summary>
    FirstParty,

    All,
}
