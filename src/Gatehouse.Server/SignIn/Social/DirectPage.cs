using Gatehouse.Server.Connectors;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.SignIn.Social;

/// <summary>
/// GET and POST /direct/social/TARGET: to the provider, by a button or because the application asked for it (contract/oidc.md 6,
/// <c>direct_sign_in</c>). What names no provider leads to the first page.
/// </summary>
internal sealed class DirectPage(PageVisits visits, ChooseEvent events, BeginSocial begin, TenantEndpoints endpoints)
{
    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (visit.Interaction is null) visit.GoOn(SignInPage.Path);
        else await SendAsync(visit);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is { } visit) await SendAsync(visit);
    }

    private async Task SendAsync(PageVisit visit)
    {
        visit.Http.Response.Headers.CacheControl = "no-store";
        var (method, target) = (visit.Http.GetRouteValue("method") as string, visit.Http.GetRouteValue("target") as string);
        var connector = method == "social" ? visit.Snapshot.Get<ConnectorDirectory>().Social.FirstOrDefault(social => social.Target == target && social.Factory.Platform != ShownSocialConnector.Native) : null;
        if (connector is null)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var begun = await BeginAsync(visit, connector);
        if (begun.TryGet(out var question, out var refused)) visit.SendTo(question.AuthorizationUri);
        else await SocialProblem.ShowAsync(visit, refused);
    }

    private async Task<Checked<BegunSocial>> BeginAsync(PageVisit visit, InstalledConnector connector)
    {
        if (!(await events.BeginAsync(visit.InteractionId, InteractionEvent.SignIn, captchaToken: null, visit.Aborted)).TryGet(out _, out var refused)) return refused;
        var callback = endpoints.BaseUrl(visit.Snapshot.TenantId) + CallbackPage.PathOf(connector.Id);
        return await begin.ExecuteAsync(visit.InteractionId, connector.Id, CallbackPage.StateFor(Identifier.Secret(), visit.Interaction!.ApplicationId), callback, visit.Aborted);
    }
}
