using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Logout;
using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>GET and POST /oidc/session/end, OpenID Connect RP-Initiated Logout section 2 (contract/oidc.md 19): judges the request and hands out the form.</summary>
internal sealed class EndSessionEndpoint(CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, EndSession end, LogoutForm form)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var issuer = endpoints.Issuer(tenant.Id);
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        var (read, unreadable) = await ReadAsync(http);
        if (unreadable != 0)
        {
            await OAuthErrorWriter.WriteAsync(http, OAuthError.InvalidRequest("The body can't be read."), issuer, unreadable);
            return;
        }

        if (!Judge(read, issuer, snapshot).TryGet(out var request, out var refused))
        {
            await OAuthErrorWriter.WriteAsync(http, refused, issuer);
            return;
        }

        var cookie = new SessionCookie(new SignedCookies(snapshot.Get<CookieKeys>()));
        var session = await end.FindAsync(cookie.Read(http.Request), http.RequestAborted);
        await form.WriteAsync(http, session, request.ClientId, request.Target, request.UiLocales);
    }

    private static async Task<ParameterBody.Read> ReadAsync(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method)) return await ParameterBody.ReadAsync(http, EndSessionParameters.Known);
        var pairs = http.Request.Query.SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? "")));
        return new ParameterBody.Read(ProtocolParameters.Create(pairs, EndSessionParameters.Known), 0);
    }

    private static Checked<EndSessionRequest> Judge(Checked<ProtocolParameters> read, string issuer, Snapshot snapshot)
    {
        if (!read.TryGet(out var parameters, out var refused)) return refused;
        var made = EndSessionRequest.From(
            parameters, issuer, snapshot.Get<SigningKeys>().VerificationKeys,
            id => snapshot.Get<ApplicationDirectory>().Find(id)?.Metadata, RedirectUris.AreRegisteredForLogout);
        if (!made.TryGet(out var request, out refused)) return refused;
        return EndSessionChecks.FirstRefusal(request) is { } refusal ? refusal : request;
    }
}
