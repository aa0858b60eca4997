using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Access;

/// <summary>
/// The browser at the console: what its forms are held to, and whether a form comes from a page of ours in it. A form belongs to the browser
/// and not to a session, so that one whose session has ended meanwhile can be sent again.
/// </summary>
internal sealed class ConsoleBrowsers(CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>How long a page's form may stay open.</summary>
    private static readonly TimeSpan FormLifetime = TimeSpan.FromDays(7);

    public async Task<BrowserCookies> CookiesAsync(HttpContext http) => new((await snapshots.GetAsync(tenant.Id, http.RequestAborted)).Get<CookieKeys>());

    /// <summary>The browser, which gets its cookie if it has none.</summary>
    public async Task<ConsoleBrowser> MeetAsync(HttpContext http)
    {
        if (http.Features.Get<ConsoleBrowser>() is { } known) return known;
        var cookies = await CookiesAsync(http);
        var id = cookies.ConsoleBrowser.Read(http.Request);
        if (id is null) cookies.ConsoleBrowser.Write(http, id = Identifier.Secret(), time.GetUtcNow());
        var browser = new ConsoleBrowser(id, cookies.ConsoleForm.Make(id, time.GetUtcNow() + FormLifetime));
        http.Features.Set(browser);
        return browser;
    }

    /// <summary>Whether a page of ours made the form, in this browser, and this very site sent it.</summary>
    public async Task<bool> SentAsync(HttpContext http, string? token)
    {
        var cookies = await CookiesAsync(http);
        return FormOrigin.IsFromHere(http.Request, endpoints.Origin(tenant.Id)) && cookies.ConsoleForm.IsGood(token, cookies.ConsoleBrowser.Read(http.Request), time.GetUtcNow());
    }
}

/// <param name="Id">What only this browser has.</param>
/// <param name="FormToken">For the forms of this answer.</param>
internal sealed record ConsoleBrowser(string Id, string FormToken);
