using System.Globalization;

namespace Gatehouse.Server.Cookies;

/// <summary>An administrator's session at the console, as its cookie holds it.</summary>
/// <param name="SessionId">The session at the OpenID provider that it hangs on: <c>uid</c>.</param>
/// <param name="Sid">That session's id towards the console: another one after a sign-out of the console alone.</param>
/// <param name="SignedInAt">When the user proved who they are: the claim <c>auth_time</c>.</param>
/// <param name="SeenAt">When the console was last used, to within <see cref="Step"/>.</param>
internal sealed record ConsoleTicket(string UserId, string SessionId, string Sid, DateTimeOffset SignedInAt, DateTimeOffset SeenAt)
{
    /// <summary>Without a request for so long it is over.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);

    /// <summary>So long after the sign-in it is over, used or not.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>The cookie is written anew no more often.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    public bool IsIdle(DateTimeOffset now) => now - SeenAt >= LongestIdle;

    public bool IsOver(DateTimeOffset now) => IsIdle(now) || now - SignedInAt >= Longest;
}

/// <summary>
/// The cookie of the console (<c>_console</c>, at most a day), signed with the tenant's keys. It alone lets nobody in: each request looks
/// whether session, user and role are there still.
/// </summary>
internal sealed class ConsoleSessionCookie(SignedCookies cookies)
{
    private const string Name = "_console";

    /// <summary>Null: there is none, or it is not ours.</summary>
    public ConsoleTicket? Read(HttpRequest request)
    {
        if (cookies.Read(request, Name)?.Split('.') is not [var userId, var sessionId, var sid, var signedIn, var seen]) return null;
        return TimeOf(signedIn) is { } signedInAt && TimeOf(seen) is { } seenAt ? new ConsoleTicket(userId, sessionId, sid, signedInAt, seenAt) : null;
    }

    public void Write(HttpContext http, ConsoleTicket ticket) => cookies.Write(
        http, Name, string.Create(CultureInfo.InvariantCulture, $"{ticket.UserId}.{ticket.SessionId}.{ticket.Sid}.{ticket.SignedInAt.ToUnixTimeSeconds()}.{ticket.SeenAt.ToUnixTimeSeconds()}"),
        "/", ticket.SignedInAt + ConsoleTicket.Longest);

    public static void Delete(HttpContext http) => SignedCookies.Delete(http, Name, "/");

    private static DateTimeOffset? TimeOf(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}
