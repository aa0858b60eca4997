using System.Text;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// The renderer of the authorization endpoint: to the client by redirect or form, to a page of ours, or, where no redirect is safe, to the
/// caller (contract/oidc.md 3, 6 and 8).
/// </summary>
internal sealed class AuthorizationAnswer(CurrentTenant tenant, TenantEndpoints endpoints, ChangeOrigin origin, Snapshots snapshots, LogoutForm logout, Phrases phrases, TimeProvider time)
{
    /// <summary>What every answer of the endpoint has, and who asks, for the audit entry.</summary>
    public void Prepare(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
    }

    public static BrowserCookies Cookies(Snapshot snapshot) => new(snapshot.Get<CookieKeys>());

    /// <summary>400 as JSON, with what the caller needs to recognise its request.</summary>
    public Task RefuseDirectlyAsync(HttpContext http, OAuthError error, string? state) =>
        OAuthErrorWriter.WriteAsync(http, error, endpoints.Issuer(tenant.Id), StatusCodes.Status400BadRequest, state: state, writesIssuer: true);

    public Task RefuseAsync(HttpContext http, AuthorizationRequest request, AuthorizationRefusal refusal) => refusal.MayRedirect
        ? ToClientAsync(http, request, AuthorizationResponse.Failure(refusal.Error, request.State, endpoints.Issuer(tenant.Id)), isFailure: true)
        : RefuseDirectlyAsync(http, refusal.Error, request.State);

    public async Task WriteAsync(HttpContext http, AuthorizationAdvance advance)
    {
        var issuer = endpoints.Issuer(tenant.Id);
        var cookies = Cookies(await snapshots.GetAsync(tenant.Id, http.RequestAborted));
        if (advance.Cookie is { } session) cookies.Session.Write(http, session.Value, session.ExpiresAt);
        if (advance.InteractionId is not null) InteractionCookies.DeleteResume(http, http.Request.Path);
        switch (advance.Step)
        {
            case AuthorizationStep.Answer done:
                await ToClientAsync(http, advance.Request!, AuthorizationResponse.Success(done.Code, advance.Request!.State, issuer), isFailure: false);
                break;
            case AuthorizationStep.Refuse refused:
                await ToClientAsync(http, advance.Request!, AuthorizationResponse.Failure(refused.Error, advance.Request!.State, issuer), isFailure: true);
                break;
            case AuthorizationStep.Ask ask:
                cookies.Interaction.Write(http, ask.Interaction);
                ToPage(http, cookies, advance.Request!, ask.Interaction.Prompt);
                break;
            case AuthorizationStep.SignOutFirst first:
                await logout.SwitchAccountAsync(http, first.Session, endpoints.BaseUrl(tenant.Id) + first.Interaction.ResumePath);
                break;
            case AuthorizationStep.AskAgain again:
                ToPage(http, cookies, advance.Request!, again.Interaction.Prompt);
                break;
            default:
                await OAuthErrorWriter.WriteSessionNotFoundAsync(http, issuer);
                break;
        }
    }

    private void ToPage(HttpContext http, BrowserCookies cookies, AuthorizationRequest request, string prompt)
    {
        var parameters = request.Parameters;
        cookies.Hint.Write(http, request.ClientId, parameters["organization_id"], parameters["ui_locales"]);
        if (prompt == Prompt.Login) new OneTapCookies(http, cookies.Signed).Write(parameters["google_one_tap_credential"], time.GetUtcNow());
        Redirect(http, prompt == Prompt.Login ? SignInRoute.Login(request.ClientId, parameters) : SignInRoute.Consent(request.ClientId));
    }

    private async Task ToClientAsync(HttpContext http, AuthorizationRequest request, AuthorizationResponse response, bool isFailure)
    {
        var redirectUri = request.RedirectUri!;
        if (request.ResponseMode != ResponseMode.FormPost)
        {
            Redirect(http, response.Location(redirectUri, request.ResponseMode));
            return;
        }

        var language = phrases.Negotiate(http.Request.Headers.AcceptLanguage);
        var html = FormPostPage.Html(redirectUri, response, language, phrases.Say(language, "page.continuing"), phrases.Say(language, "page.continue"));
        http.Response.StatusCode = isFailure ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        http.Response.Headers.ContentSecurityPolicy = FormPostPage.ContentSecurityPolicy(redirectUri);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), http.RequestAborted);
    }

    /// <summary>RFC 9700 section 4.12: 303, so that no browser repeats a POST with credentials at the client.</summary>
    private static void Redirect(HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = location;
    }
}
