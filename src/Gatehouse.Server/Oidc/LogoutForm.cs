using Gatehouse.Protocol.Discovery;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Oidc;

/// <summary>The page that signs a user out by submitting itself (contract/oidc.md 19, and 8.2 step 4 for another account's session).</summary>
internal sealed class LogoutForm(
    CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, IDataProtectionProvider protection, PageFrames frames, TimeProvider time)
{
    /// <summary>
    /// Another account owns the browser's session: it is signed out as a whole first, then the interaction goes on at
    /// <paramref name="resumeUrl"/>, which is ours.
    /// </summary>
    public Task SwitchAccountAsync(HttpContext http, Session session, string resumeUrl) =>
        WriteAsync(http, session, applicationId: null, resumeUrl, uiLocales: null);

    /// <param name="session">Null when nobody is signed in.</param>
    /// <param name="uiLocales">The application's wish for the language; null for none.</param>
    /// <param name="target">Where to go afterwards, checked and complete; null for our own page.</param>
    public async Task WriteAsync(HttpContext http, Session? session, string? applicationId, string? target, string? uiLocales)
    {
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var cookie = new SessionCookie(new SignedCookies(snapshot.Get<CookieKeys>()));
        var now = time.GetUtcNow();
        var value = cookie.Read(http.Request) ?? OpaqueToken.New();
        cookie.Write(http, value, session?.ExpiresAt ?? now + snapshot.Get<ProviderSettings>().SessionLifetime);
        var ticket = new LogoutTicket(OpaqueToken.DigestOf(value), session?.Id, applicationId, target, (now + LogoutTicket.Lifetime).ToUnixTimeSeconds());

        var action = $"{endpoints.Issuer(tenant.Id)}{EndpointPath.EndSession}/confirm";
        var xsrf = (FormToken.Field, ticket.Seal(protection, tenant.Id));
        var frame = await frames.MakeAsync(http, new PageAudience(applicationId, UiLocales: uiLocales));
        var (title, button) = (frame.Say("description.signing_out"), frame.Say("action.sign_out"));
        var model = session is null
            ? new SubmittedModel(title, button, action, [xsrf, ("logout", "yes")])
            : new SubmittedModel(title, button, action, [xsrf], "op.logoutForm", ("logout", "yes"));
        await PageWriter.WriteAsync<SubmittedView, SubmittedModel>(http, frame with { Languages = [] }, title, model);
    }
}
