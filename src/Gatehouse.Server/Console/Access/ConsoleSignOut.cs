using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Grants;

namespace Gatehouse.Server.Console.Access;

/// <summary>POST /console/sign-out: ends the session of the console and the one at the provider that it hangs on, and then leads to the sign-in.</summary>
internal sealed class ConsoleSignOut(ConsoleBrowsers browsers, EndSession end, AccessPages pages)
{
    public const string Path = "/console/sign-out";

    public async Task PostAsync(HttpContext http)
    {
        var form = await PostedForm.ReadAsync(http);
        if (!await browsers.SentAsync(http, form?[FormToken.Field]))
        {
            await pages.ShowNotOursAsync(http);
            return;
        }

        var (cookies, ct) = (await browsers.CookiesAsync(http), http.RequestAborted);
        if (cookies.ConsoleSession.Read(http.Request) is { } ticket) await end.ExecuteAsync(ticket.SessionId, ct);
        // Of somebody who is signed in at the provider and may not be here, or of another account that signed in beside the console.
        if (await end.FindAsync(cookies.Session.Read(http.Request), ct) is { } session) await end.ExecuteAsync(session.Id, ct);
        ConsoleSessionCookie.Delete(http);
        SessionCookie.Delete(http);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = ConsoleSignIn.StartPath;
    }
}
