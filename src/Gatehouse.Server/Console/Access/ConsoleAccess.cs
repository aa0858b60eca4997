using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Server.Console.Access;

/// <summary>
/// The door of the console, which every page and every form goes through (docs/adr/0020). It is at the endpoint of tenant <c>admin</c> only;
/// elsewhere there is no such page.
/// </summary>
internal sealed class ConsoleAccess(
    CurrentTenant tenant, ChangeOrigin origin, ConsoleSessions sessions, ConsoleBrowsers browsers, ConsoleSignIn signIn, AccessPages pages)
{
    /// <summary>A look at a page. Null: the browser was sent to sign in, or told that there is no such page.</summary>
    public async Task<ConsoleAdministrator?> EnterAsync(HttpContext http)
    {
        if (!await IsHereAsync(http)) return null;
        await browsers.MeetAsync(http);
        if (await sessions.FindAsync(http) is { } administrator) return Named(http, administrator);
        if (http.Request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate") await signIn.BeginAsync(http, http.Request.Path + http.Request.QueryString, await sessions.WasLeftAloneAsync(http));
        else http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return null;
    }

    /// <summary>
    /// A form of a page. Null: it was refused, and that is answered; a good one whose session has ended gets a page from which it can be sent
    /// again, with everything that was typed but passwords and secrets.
    /// </summary>
    /// <param name="form">Null: what came is no form of ours.</param>
    public async Task<ConsoleAdministrator?> TakeFormAsync(HttpContext http, PostedForm? form)
    {
        if (!await IsHereAsync(http)) return null;
        if (form is null)
        {
            await pages.ShowAsync(http, "too_large", StatusCodes.Status400BadRequest);
            return null;
        }

        if (!await browsers.SentAsync(http, form[FormToken.Field]))
        {
            await pages.ShowNotOursAsync(http);
            return null;
        }

        await browsers.MeetAsync(http);
        if (await sessions.FindAsync(http) is { } administrator) return Named(http, administrator);
        await pages.ShowExpiredAsync(http, form);
        return null;
    }

    /// <summary>The value of <see cref="FormToken.Field"/> in the forms of this answer. Only behind one of the two above.</summary>
    public static string TokenFor(HttpContext http) => http.Features.GetRequiredFeature<ConsoleBrowser>().FormToken;

    /// <summary>False: the console is elsewhere, and that is answered.</summary>
    public async Task<bool> IsHereAsync(HttpContext http)
    {
        if (tenant.Id == TenantEndpoints.Admin) return true;
        await pages.ShowAsync(http, "not_found", StatusCodes.Status404NotFound);
        return false;
    }

    /// <summary>What this request changes by itself, in tenant <c>admin</c>, is told under the administrator's name.</summary>
    private ConsoleAdministrator Named(HttpContext http, ConsoleAdministrator administrator)
    {
        (origin.ActorType, origin.ActorId, origin.ActorName) = ("user", administrator.UserId, administrator.Name);
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        return administrator;
    }
}
