using Gatehouse.Protocol.Discovery;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Oidc;

/// <summary>The page that signs a user out by submitting itself (contract/oidc.md 19, and 8.2 step 4 for another account's session).</summary>
internal sealed class LogoutForm(
    CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, IDataProtectionProvider protection, Phrases phrases, TimeProvider time)
{
    /// <summary>
    /// Another account owns the browser's session: it is signed out as a whole first, then the interaction goes on at
    /// <paramref name="resumeUrl"/>, which is ours.
    /// </summary>
    public Task SwitchAccountAsync(HttpContext http, Session session, string resumeUrl) =>
        WriteAsync(http, session, applicationId: null, resumeUrl, phrases.Negotiate(http.Request.Headers.AcceptLanguage));

    /// <param name="session">Null when nobody is signed in.</param>
    /// <param name="target">Where to go afterwards, checked and complete; null for our own page.</param>
    public async Task WriteAsync(HttpContext http, Session? session, string? applicationId, string? target, string language)
    {
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var cookie = new SessionCookie(new SignedCookies(snapshot.Get<CookieKeys>()));
        var now = time.GetUtcNow();
        var value = cookie.Read(http.Request) ?? OpaqueToken.New();
        cookie.Write(http, value, session?.ExpiresAt ?? now + snapshot.Get<ProviderSettings>().SessionLifetime);
        var ticket = new LogoutTicket(OpaqueToken.DigestOf(value), session?.Id, applicationId, target, (now + LogoutTicket.Lifetime).ToUnixTimeSeconds());

        var action = $"{endpoints.Issuer(tenant.Id)}{EndpointPath.EndSession}/confirm";
        var xsrf = ("xsrf", ticket.Seal(protection, tenant.Id));
        var (title, button) = (phrases.Say(language, "logout.title"), phrases.Say(language, "logout.button"));
        if (session is null) await HtmlPage.WriteFormAsync(http, language, title, button, action, null, [xsrf, ("logout", "yes")]);
        else await HtmlPage.WriteFormAsync(http, language, title, button, action, "op.logoutForm", [xsrf], ("logout", "yes"));
    }
}
