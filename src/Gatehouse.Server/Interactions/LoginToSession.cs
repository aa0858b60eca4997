using Gatehouse.Protocol.Claims;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>Turns a sign-in into a session, inside the unit of work of its caller (contract/oidc.md 9).</summary>
internal sealed class LoginToSession(GatehouseDb db, Snapshots snapshots, TimeProvider time)
{
    /// <summary>The live session behind a cookie value, if its user may use it still.</summary>
    public async Task<Session?> FindAsync(string? value, CancellationToken ct)
    {
        if (value is null) return null;
        var digest = OpaqueToken.DigestOf(value);
        var session = await db.Sessions.Include(row => row.Applications).SingleOrDefaultAsync(row => row.Digest == digest, ct);
        return session is not null && session.IsLive(time.GetUtcNow()) && await MaySignInAsync(session.UserId, ct) ? session : null;
    }

    /// <summary>The session of whoever signed in, continued or new; null when the account has gone or was suspended meanwhile.</summary>
    /// <param name="current">The same account's, if there is one.</param>
    public async Task<Session?> SignInAsync(Session? current, LoginResult login, string? applicationId, CancellationToken ct) =>
        await MaySignInAsync(login.AccountId, ct) ? Open(current, login, applicationId) : null;

    /// <summary>As above, for somebody who may sign in, because the caller has just made the account.</summary>
    public Session Open(Session? current, LoginResult login, string? applicationId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var session = current;
        if (session is null)
        {
            session = new Session
            {
                TenantId = db.TenantId,
                Id = Identifier.Long(),
                Digest = "",
                UserId = login.AccountId,
                LoginAt = now,
                Amr = JsonText.EmptyArray,
                Acr = "",
                CreatedAt = now,
                ExpiresAt = now,
            };
            db.Sessions.Add(session);
        }

        session.LoginAt = DateTimeOffset.FromUnixTimeSeconds(login.At).UtcDateTime;
        session.Amr = JsonText.Strings(login.Amr);
        session.Acr = AuthenticationContext.Of(login.Amr);
        session.LastSubmission = login.Submission;
        session.LastApplicationId = applicationId;
        return session;
    }

    /// <summary>Gives the session a new cookie value and its full time again: whoever knew the old value has nothing.</summary>
    public Task<SessionSecret> RenewAsync(Session session, CancellationToken ct)
    {
        var value = OpaqueToken.New();
        session.Digest = OpaqueToken.DigestOf(value);
        return ExtendAsync(session, value, ct);
    }

    /// <summary>Gives the session its full time again: it ends when it is not used.</summary>
    public async Task<SessionSecret> ExtendAsync(Session session, string value, CancellationToken ct)
    {
        var lifetime = (await snapshots.GetAsync(db.TenantId, ct)).Get<ProviderSettings>().SessionLifetime;
        session.ExpiresAt = time.GetUtcNow().UtcDateTime + lifetime;
        return new SessionSecret(value, session.ExpiresAt);
    }

    private Task<bool> MaySignInAsync(string userId, CancellationToken ct)
    {
        var users = db.Users;
        return users.AnyAsync(user => user.Id == userId && !user.IsSuspended, ct);
    }
}
