using System.Collections.Frozen;
using Gatehouse.Protocol.Discovery;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Oidc;

/// <summary>POST /oidc/session/end/confirm (contract/oidc.md 19): does what the form's ticket says, if it is this browser's ticket.</summary>
internal sealed class ConfirmLogoutEndpoint(
    CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, IDataProtectionProvider protection, EndSession end, TimeProvider time)
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "xsrf", "logout");

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var ct = http.RequestAborted;
        var issuer = endpoints.Issuer(tenant.Id);
        var snapshot = await snapshots.GetAsync(tenant.Id, ct);
        var body = await ParameterBody.ReadAsync(http, Known);
        if (body.Unreadable != 0)
        {
            await OAuthErrorWriter.WriteAsync(http, OAuthError.InvalidRequest("The body can't be read."), issuer, body.Unreadable);
            return;
        }

        if (!body.Parameters.TryGet(out var parameters, out var refused))
        {
            await OAuthErrorWriter.WriteAsync(http, refused, issuer);
            return;
        }

        var cookie = new SessionCookie(new SignedCookies(snapshot.Get<CookieKeys>())).Read(http.Request);
        var ticket = LogoutTicket.Open(protection, tenant.Id, parameters["xsrf"], cookie, time.GetUtcNow());
        var isWhole = parameters["logout"] is not null;
        if (ticket is null || !await DoAsync(ticket, isWhole, ct))
        {
            await OAuthErrorWriter.WriteAsync(http, OAuthError.InvalidRequest("There is no sign-out to confirm in this browser."), issuer);
            return;
        }

        if (isWhole) SessionCookie.Delete(http);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = ticket.Target ?? $"{issuer}{EndpointPath.EndSession}/success";
    }

    private async Task<bool> DoAsync(LogoutTicket ticket, bool isWhole, CancellationToken ct) => ticket switch
    {
        { SessionId: null } => true,
        { SessionId: { } session } when isWhole => await end.ExecuteAsync(session, ct),
        { SessionId: { } session, ApplicationId: { } application } => await end.LeaveAsync(session, application, ct),
        _ => true,
    };
}
