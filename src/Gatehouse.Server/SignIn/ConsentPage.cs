using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// GET /consent: a first-party application is granted what it misses and the browser goes on, without a page (contract/oidc.md 8.3). Without
/// an interaction the browser is sent to where people land who have none (8.4).
/// </summary>
internal sealed class ConsentPage(CurrentTenant tenant, Snapshots snapshots, ChangeOrigin origin, FindInteraction find, GiveConsent give, TenantEndpoints endpoints)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var cookies = new BrowserCookies(snapshot.Get<CookieKeys>());
        var applicationId = InteractionCookies.ApplicationOf(http.Request);
        if (!(await find.ToReadAsync(cookies.Interaction.Find(http.Request, applicationId), applicationId, http.RequestAborted)).TryGet(out var interaction, out _))
        {
            http.Response.Redirect(snapshot.Get<ExperienceSettings>().UnknownSessionUrl ?? snapshot.Get<ProviderSettings>().SessionNotFoundUrl ?? endpoints.BaseUrl(tenant.Id) + "/unknown-session");
            return;
        }

        if (InteractionRequest.Of(interaction, snapshot) is { Client.IsThirdParty: false }
            && (await give.ExecuteAsync(interaction.Id, cookies.Session.Read(http.Request), [], http.RequestAborted)).TryGet(out var redirectTo, out _))
        {
            http.Response.Redirect(redirectTo);
            return;
        }

        await ApiWriter.PlainAsync(http, StatusCodes.Status404NotFound);
    }
}
