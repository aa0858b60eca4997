using Gatehouse.Server.Administrators;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Console.Access;

/// <summary>
/// The console's sessions. One hangs on a session at the OpenID provider of tenant <c>admin</c>: when that ends, wherever, or the user is
/// suspended, deleted or has no administrator's role any more, the next request finds nobody.
/// </summary>
internal sealed class ConsoleSessions(GatehouseDb db, FindAdministrators administrators, ConsoleBrowsers browsers, TimeProvider time)
{
    /// <summary>Null: nobody is signed in who may be here. What was found is kept for the rest of the request.</summary>
    public async Task<ConsoleAdministrator?> FindAsync(HttpContext http)
    {
        if (http.Features.Get<ConsoleAdministrator>() is { } known) return known;
        var cookie = (await browsers.CookiesAsync(http)).ConsoleSession;
        var now = time.GetUtcNow();
        if (cookie.Read(http.Request) is not { } ticket || ticket.IsOver(now)) return null;
        if (await FindAsync(ticket, now, http.RequestAborted) is not { } found) return null;
        if (now - ticket.SeenAt >= ConsoleTicket.Step) cookie.Write(http, ticket with { SeenAt = now });
        http.Features.Set(found);
        return found;
    }

    /// <summary>The browser holds a session that ended because nobody used it: whoever sits there now has to say who they are.</summary>
    public async Task<bool> WasLeftAloneAsync(HttpContext http) =>
        (await browsers.CookiesAsync(http)).ConsoleSession.Read(http.Request) is { } ticket && ticket.IsIdle(time.GetUtcNow());

    /// <summary>Begins a session for somebody who has just signed in.</summary>
    /// <returns>Null: the provider's session is gone, or the user is no administrator.</returns>
    public async Task<ConsoleAdministrator?> BeginAsync(HttpContext http, SignedIn signedIn)
    {
        var (now, ct) = (time.GetUtcNow(), http.RequestAborted);
        var sid = await db.Sessions.Where(session => session.Id == signedIn.SessionId && session.UserId == signedIn.UserId)
            .SelectMany(session => session.Applications.Where(entry => entry.ApplicationId == BuiltInApplications.AdminConsole)).Select(entry => entry.Sid).SingleOrDefaultAsync(ct);
        if (sid is null) return null;
        var ticket = new ConsoleTicket(signedIn.UserId, signedIn.SessionId, sid, signedIn.At, now);
        var found = await FindAsync(ticket, now, ct);
        if (found is not null) (await browsers.CookiesAsync(http)).ConsoleSession.Write(http, ticket);
        return found;
    }

    private async Task<ConsoleAdministrator?> FindAsync(ConsoleTicket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var (live, userId, sessions) = (now.UtcDateTime, ticket.UserId, db.Sessions);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            user => user.Id == userId && !user.IsSuspended && sessions.Any(session => session.Id == ticket.SessionId && session.UserId == userId && session.ExpiresAt > live
                && session.Applications.Any(entry => entry.ApplicationId == BuiltInApplications.AdminConsole && entry.Sid == ticket.Sid)), ct);
        return user is not null && await administrators.RoleOfAsync(userId, ct) is { } role
            ? new ConsoleAdministrator(user.Id, user.DisplayName, user.Avatar, user.PrimaryEmail, role) : null;
    }
}

/// <summary>Somebody who has just signed in at the provider.</summary>
/// <param name="SessionId">The provider's session.</param>
/// <param name="At">When they proved who they are.</param>
internal sealed record SignedIn(string UserId, string SessionId, DateTimeOffset At);
