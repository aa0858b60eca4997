using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Oidc;

/// <summary>The way between the provider and the device page (contract/oidc.md 16): cookies and redirects.</summary>
internal sealed class DevicePage(CurrentTenant tenant, Snapshots snapshots, TimeProvider time)
{
    private const string Path = "/device";
    private static readonly string[] Passed = ["app_id", "organization_id", "ui_locales"];

    /// <summary>Gives the browser a session cookie if it has none, and a new token; every answer replaces the token.</summary>
    public async Task<string> RenewAsync(HttpContext http)
    {
        var (session, xsrf, hint, lifetime) = await CookiesAsync(http);
        var now = time.GetUtcNow();
        var value = session.Read(http.Request) ?? OpaqueToken.New();
        session.Write(http, value, now + lifetime);
        var query = http.Request.Query;
        hint.Write(http, query["app_id"], query["organization_id"], query["ui_locales"]);
        return xsrf.Write(http, value, now);
    }

    /// <summary>Whether the form was posted by the browser that got the token.</summary>
    public async Task<bool> IsPostedByOwnerAsync(HttpContext http, string? token)
    {
        var (session, xsrf, _, _) = await CookiesAsync(http);
        return xsrf.IsGood(token, session.Read(http.Request), time.GetUtcNow());
    }

    /// <summary>The token of a browser that came here by the provider; null for another.</summary>
    public async Task<string?> TokenAsync(HttpContext http) => (await CookiesAsync(http)).Xsrf.Read(http.Request);

    /// <summary>To the page, with what the query says about its looks.</summary>
    public static void Show(HttpContext http, params (string Name, string? Value)[] more)
    {
        var query = LooksOf(http.Request);
        foreach (var (name, value) in more)
        {
            if (value is { Length: > 0 }) query.Add(name, value);
        }

        Redirect(http, Path + query.ToQueryString());
    }

    /// <summary>The device gets its tokens at its next poll; the browser's part is over.</summary>
    public static void ShowSuccess(HttpContext http)
    {
        DeviceXsrfCookie.Delete(http);
        Redirect(http, Path + "/success");
    }

    public static void Redirect(HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = location;
    }

    /// <summary>What the query says about the page's looks.</summary>
    public static string QueryOf(HttpRequest request) => LooksOf(request).ToQueryString().ToUriComponent();

    private static QueryBuilder LooksOf(HttpRequest request) => new(
        Passed.Select(name => KeyValuePair.Create(name, request.Query[name].ToString())).Where(pair => pair.Value.Length > 0));

    private async Task<(SessionCookie Session, DeviceXsrfCookie Xsrf, HintCookie Hint, TimeSpan Lifetime)> CookiesAsync(HttpContext http)
    {
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var signed = new SignedCookies(snapshot.Get<CookieKeys>());
        return (new SessionCookie(signed), new DeviceXsrfCookie(snapshot.Get<CookieKeys>(), signed), new HintCookie(signed), snapshot.Get<ProviderSettings>().SessionLifetime);
    }
}
