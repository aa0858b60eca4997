using Gatehouse.Server.Applications;
using Gatehouse.Server.Components;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Access;

/// <summary>Signs administrators in through our own OpenID provider, as client <c>admin-console</c> of tenant <c>admin</c>.</summary>
internal sealed class ConsoleSignIn(
    OwnProvider provider, ConsoleBrowsers browsers, ConsoleSessions sessions, AccessPages pages, FindToken find, TenantEndpoints endpoints, TimeProvider time)
{
    public const string CallbackPath = "/console/callback";

    /// <summary>Where somebody goes who asked for nothing in particular.</summary>
    public const string StartPath = "/console";

    /// <summary>What is longer is not returned to: it would not fit into a URL beside the rest.</summary>
    private const int LongestReturnPath = 1500;

    private OwnClient Client => new(TenantEndpoints.Admin, BuiltInApplications.AdminConsole, endpoints.BaseUrl(TenantEndpoints.Admin) + CallbackPath, "openid")
    {
        LongestAgo = Cookies.ConsoleTicket.Longest,
    };

    /// <param name="returnPath">Of a page of the console, with its query.</param>
    /// <param name="asksAgain">Whoever is signed in at the provider has to show it once more.</param>
    public async Task BeginAsync(HttpContext http, string returnPath, bool asksAgain) =>
        provider.Begin(http, Client, (await browsers.MeetAsync(http)).Id, Safe(returnPath), asksAgain);

    /// <summary>GET /console/callback: the provider sends the browser back, with a code or with a refusal.</summary>
    public async Task ReturnAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var browserId = (await browsers.CookiesAsync(http)).ConsoleBrowser.Read(http.Request);
        if (await provider.TakeAsync(http, Client, browserId) is not { } taken || await SignedInAsync(taken, http.RequestAborted) is not { } signedIn)
        {
            await pages.ShowSignInFailedAsync(http);
            return;
        }

        if (await sessions.BeginAsync(http, signedIn) is null)
        {
            await pages.ShowNotAdministratorAsync(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = taken.ReturnPath;
    }

    /// <summary>The ID token does not name the session of clients without back-channel logout; what was issued beside it knows.</summary>
    private async Task<SignedIn?> SignedInAsync(OwnSignIn taken, CancellationToken ct)
    {
        var issued = await find.ByValueAsync(taken.AccessToken, time.GetUtcNow(), ct, TokenKind.AccessToken);
        return issued is { Row.SessionId: { } sessionId } && issued.User.Id == taken.UserId ? new SignedIn(taken.UserId, sessionId, taken.At) : null;
    }

    /// <summary>A path of the console and nothing that a browser would read as another address.</summary>
    private static string Safe(string path) =>
        path.Length <= LongestReturnPath && (path == StartPath || path.StartsWith(StartPath + "/", StringComparison.Ordinal) || path.StartsWith(StartPath + "?", StringComparison.Ordinal))
        && !path.Contains('\\', StringComparison.Ordinal) && !path.StartsWith(CallbackPath, StringComparison.Ordinal) ? path : StartPath;
}
