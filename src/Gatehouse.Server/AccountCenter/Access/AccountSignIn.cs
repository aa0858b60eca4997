using Gatehouse.Server.Applications;
using Gatehouse.Server.Components;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.AccountCenter.Access;

/// <summary>
/// Signs users in at the account centre through our own OpenID provider, as the built-in client <c>account-center</c>: whoever is signed in
/// there is not asked again. The provider sends the browser back to <c>/account</c> itself.
/// </summary>
internal sealed class AccountSignIn(OwnProvider provider, AccountBrowsers browsers, PageFrames frames, Phrases phrases, CurrentTenant tenant, TenantEndpoints endpoints)
{
    public const string StartPath = "/account";

    private const string Scopes = "openid profile email phone address identities custom_data urn:logto:scope:sessions";

    /// <summary>What is longer is not returned to: it would not fit into a URL beside the rest.</summary>
    private const int LongestReturnPath = 1500;

    private OwnClient Client => new(tenant.Id, BuiltInApplications.AccountCenter, endpoints.BaseUrl(tenant.Id) + StartPath, Scopes);

    /// <summary>Whether the provider sends the browser back with this request.</summary>
    public static bool IsReturn(HttpRequest request) => request.Path == StartPath && request.Query.ContainsKey("state");

    /// <param name="returnPath">Of a page of the account centre, with its query.</param>
    public async Task BeginAsync(HttpContext http, string returnPath) => provider.Begin(http, Client, (await browsers.MeetAsync(http)).Id, Safe(returnPath), asksAgain: false);

    public async Task ReturnAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var browserId = (await browsers.CookiesAsync(http)).AccountBrowser.Read(http.Request);
        if (await provider.TakeAsync(http, Client, browserId) is not { } taken)
        {
            await ShowFailedAsync(http);
            return;
        }

        await browsers.KeepAsync(http, browserId!, taken.AccessToken, taken.Lifetime);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = taken.ReturnPath;
    }

    /// <summary>A page of the account centre and nothing that a browser would read as another address.</summary>
    public static string Safe(string path) =>
        path.Length <= LongestReturnPath && (path == StartPath || path.StartsWith(StartPath + "/", StringComparison.Ordinal) || path.StartsWith(StartPath + "?", StringComparison.Ordinal))
        && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) ? path : StartPath;

    private async Task ShowFailedAsync(HttpContext http)
    {
        // Without links to this page in other languages: its address holds a code.
        var frame = await frames.MakeAsync(http, new PageAudience()) with { Languages = [] };
        await new PageMessage(Say("sign_in_failed"), Say("sign_in_failed_text")) { Link = (endpoints.BaseUrl(tenant.Id) + StartPath, Say("sign_in")) }
            .WriteAsync(http, frame, StatusCodes.Status400BadRequest);

        string Say(string name) => phrases.Say(frame.Texts.Language, AccountFrame.TextPrefix + name);
    }
}
