using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Keys;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// The edge of the pages: finds the interaction by the browser's cookie (contract/oidc.md 8.1, 8.4) and, before anything else is done with a
/// form, that a page of this interaction in this browser made it. A form that succeeds is answered with 303; one that is refused shows its
/// page again under the refusal's status, with what was typed except for secrets, and nothing of it is kept anywhere.
/// </summary>
internal sealed class PageVisits(
    CurrentTenant tenant, Snapshots snapshots, ChangeOrigin origin, FindInteraction find, PageFrames frames, TenantEndpoints endpoints, TimeProvider time)
{
    /// <summary>What a link from one page to the next carries on.</summary>
    private static readonly string[] Carried = ["app_id", "organization_id", "ui_locales", "preview"];

    /// <summary>A look at a page that needs an interaction. Null: the browser was sent to where people land who have none.</summary>
    public async Task<PageVisit?> OpenAsync(HttpContext http)
    {
        var visit = await LookAsync(http);
        if (visit.Interaction is not null || visit.IsPreview) return visit;
        http.Response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
        http.Response.Redirect(LandingOf(visit.Snapshot));
        return null;
    }

    /// <summary>A look at a page that can be seen without an interaction.</summary>
    public Task<PageVisit> LookAsync(HttpContext http) => MakeAsync(http, PostedForm.Empty);

    /// <summary>A form of a page. Null: it was refused, and that is answered.</summary>
    /// <param name="largestFile">In octets, for a form that brings a file; null for one that does not.</param>
    public async Task<PageVisit?> PostAsync(HttpContext http, int? largestFile = null)
    {
        var form = await PostedForm.ReadAsync(http, largestFile);
        var visit = await MakeAsync(http, form ?? PostedForm.Empty);
        if (form is null)
        {
            await PageMessage.Of(visit.Frame, "too_large").WriteAsync(http, visit.Frame, StatusCodes.Status400BadRequest);
            return null;
        }

        if (visit.Interaction is not { } interaction)
        {
            visit.SendTo(LandingOf(visit.Snapshot));
            return null;
        }

        if (visit.Cookies.Form.IsGood(form[FormToken.Field], interaction.Id, time.GetUtcNow())) return visit;
        var again = visit.Frame.UrlOf(http.Request.Path);
        await (PageMessage.Of(visit.Frame, "form_not_ours") with { Link = (again, visit.Frame.Say("action.open_again")) })
            .WriteAsync(http, visit.Frame, StatusCodes.Status403Forbidden);
        return null;
    }

    private async Task<PageVisit> MakeAsync(HttpContext http, PostedForm form)
    {
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.Signals = RequestSignalHeaders.Read(http);
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        if (http.Features.Get<ExperienceDraft>() is { } draft) snapshot = draft.Over(snapshot);
        var cookies = new BrowserCookies(snapshot.Get<CookieKeys>());
        var applicationId = InteractionCookies.ApplicationOf(http.Request);
        var interactionId = cookies.Interaction.Find(http.Request, applicationId);
        var found = HttpMethods.IsPost(http.Request.Method)
            ? await find.ToGoOnAsync(interactionId, applicationId, http.RequestAborted) : await find.ToReadAsync(interactionId, applicationId, http.RequestAborted);
        // A preview is how somebody sees the page who comes for the first time, whatever else this browser is at.
        var isPreview = !HttpMethods.IsPost(http.Request.Method) && http.Request.Query["preview"].ToString().Length > 0;
        var interaction = !isPreview && found.TryGet(out var live, out _) ? live : null;
        if (interaction is not null) (origin.ActorType, origin.ActorId) = ("interaction", interaction.Id);
        var request = interaction is null ? ProtocolParameters.CreateSettingDoubledAside([], new HashSet<string>()) : StoredParameters.Read(interaction.Params);
        var query = PageAudience.Of(http.Request);
        var audience = new PageAudience(
            query.ApplicationId ?? interaction?.ApplicationId, query.OrganizationId ?? request["organization_id"], query.UiLocales ?? request["ui_locales"]);
        var frame = await frames.MakeAsync(http, audience) with
        {
            Token = interaction is null ? null : cookies.Form.Make(interaction.Id, interaction.ExpiresAt),
            Query = QueryOf(http.Request),
            Preview = isPreview && http.Features.Get<PagePreview>() is { } preview ? preview : null,
        };
        return new PageVisit(http, snapshot, cookies, interaction, request, frame, form) { IsPreview = isPreview };
    }

    private static string QueryOf(HttpRequest request) => new QueryBuilder(
        Carried.Select(name => KeyValuePair.Create(name, request.Query[name].ToString())).Where(pair => pair.Value.Length > 0)).ToQueryString().ToUriComponent();

    private string LandingOf(Snapshot snapshot) =>
        snapshot.Get<ExperienceSettings>().UnknownSessionUrl ?? snapshot.Get<ProviderSettings>().SessionNotFoundUrl ?? endpoints.BaseUrl(tenant.Id) + "/unknown-session";
}
