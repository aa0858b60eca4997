using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>The browser at the account centre: what its forms and its access token are held to.</summary>
internal sealed class AccountBrowsers(CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long a page's form may stay open.</summary>
    private static readonly TimeSpan FormLifetime = TimeSpan.FromDays(7);

    public async Task<BrowserCookies> CookiesAsync(HttpContext http) => new((await snapshots.GetAsync(tenant.Id, http.RequestAborted)).Get<CookieKeys>());

    /// <summary>The browser's id, which it gets if it has none, and the token of the forms of this answer.</summary>
    public async Task<(string Id, string FormToken)> MeetAsync(HttpContext http)
    {
        var cookies = await CookiesAsync(http);
        var id = cookies.AccountBrowser.Read(http.Request);
        if (id is null) cookies.AccountBrowser.Write(http, id = Identifier.Secret(), time.GetUtcNow());
        return (id, cookies.AccountForm.Make(id, time.GetUtcNow() + FormLifetime));
    }

    /// <summary>Whether this very site sent the request.</summary>
    public bool IsFromHere(HttpContext http) => FormOrigin.IsFromHere(http.Request, endpoints.Origin(tenant.Id));

    /// <summary>Whether a page of ours made the form, in this browser, and this very site sent it.</summary>
    public async Task<bool> SentAsync(HttpContext http, string? token)
    {
        var cookies = await CookiesAsync(http);
        return IsFromHere(http) && cookies.AccountForm.IsGood(token, cookies.AccountBrowser.Read(http.Request), time.GetUtcNow());
    }

    /// <summary>The access token of whoever is signed in here; null: nobody is, or not any more.</summary>
    public async Task<string?> TokenAsync(HttpContext http)
    {
        var cookies = await CookiesAsync(http);
        return cookies.AccountBrowser.Read(http.Request) is { } id ? cookies.AccountToken.Read(http.Request, protection, id) : null;
    }

    public async Task KeepAsync(HttpContext http, string browserId, string token, TimeSpan lifetime) =>
        (await CookiesAsync(http)).AccountToken.Write(http, protection, browserId, token, time.GetUtcNow() + lifetime);

    /// <summary>Forgets who is signed in here, and what they have shown.</summary>
    public static void Forget(HttpContext http)
    {
        AccountTokenCookie.Delete(http);
        AccountProofCookie.Delete(http);
        AccountStepCookie.Delete(http);
    }
}
