using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.MagicLinks;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.SignIn;

/// <summary>
/// GET and POST /consent: a first-party application is granted what it misses and the browser goes on, without a page (contract/oidc.md 8.3);
/// for a third party's the user decides (contract/experience-api.md 15, contract/oidc.md 20).
/// </summary>
internal sealed class ConsentPage(PageVisits visits, GiveConsent give, DescribeConsent describe, AbortInteraction abort, MagicLinkGuard guard, TenantEndpoints endpoints)
{
    public const string Path = "/consent";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        // A preview has nothing to consent to.
        if (visit.Interaction is not { } interaction)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        if (await guard.FindAsync(visit) is { } elsewhere)
        {
            http.Response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
            http.Response.Redirect(elsewhere);
            return;
        }

        if (InteractionRequest.Of(interaction, visit.Snapshot) is { Client.IsThirdParty: false })
        {
            var given = await give.ExecuteAsync(interaction.Id, visit.SessionValue, [], visit.Aborted);
            if (given.TryGet(out var redirectTo, out var refused))
            {
                http.Response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
                http.Response.Redirect(redirectTo);
            }
            else await RefuseAsync(visit, refused);
            return;
        }

        await ShowAsync(visit, [], null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (visit.Form["decision"] != "allow")
        {
            if ((await abort.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out _, out var problem))
                visit.SendTo(endpoints.BaseUrl(visit.Snapshot.TenantId) + visit.Interaction!.ResumePath);
            else await RefuseAsync(visit, problem);
            return;
        }

        var organizations = visit.Form.All("organization");
        if ((await give.ExecuteAsync(visit.InteractionId, visit.SessionValue, organizations, visit.Aborted)).TryGet(out var redirectTo, out var refused)) visit.SendTo(redirectTo);
        else if (refused.Code == "organization.require_membership") await ShowAsync(visit, organizations, PageProblem.Of(visit.Frame, refused, canReset: false));
        else await RefuseAsync(visit, refused);
    }

    private async Task ShowAsync(PageVisit visit, IReadOnlyList<string> chosen, PageProblem? problem)
    {
        if (!(await describe.ExecuteAsync(visit.InteractionId, visit.SessionValue, visit.Aborted)).TryGet(out var asked, out var refused))
        {
            await RefuseAsync(visit, refused);
            return;
        }

        var name = visit.Frame.OwnerName ?? asked.Application.Name;
        await visit.ShowAsync<ConsentView, ConsentModel>(
            visit.Frame.Say("description.authorize_title", ("name", name)), ConsentModel.Of(visit.Frame, name, asked, chosen, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>Who was not let into the application is told so, and can only go back; everything else means that the sign-in is over.</summary>
    private static Task RefuseAsync(PageVisit visit, Refusal refused)
    {
        if (refused.Code != "oidc.access_denied") return PageMessage.Of(visit.Frame, "session_over").WriteAsync(visit.Http, visit.Frame, refused.Status);
        return visit.ShowAsync<AccessDeniedView, string>(visit.Frame.Say("error.access_denied"), visit.Frame.OwnerName ?? "", StatusCodes.Status403Forbidden);
    }
}
