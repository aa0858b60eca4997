using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET and POST /console/{tenant}/organizations/template/permissions/{scopeId}: its name and description.</summary>
internal sealed class TemplateScopePage : IConsolePage
{
    public const string Path = "/organizations/template/permissions/{scopeId}";

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, FormState.Fresh(await FormAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (await FormState.StaleAsync(visit, await FormAsync(visit), visit.Route("scopeId")) is { } stale)
        {
            await ShowAsync(visit, stale);
            return;
        }

        var changed = await visit.Api.PatchAsync(ApiPathOf(visit), ScopeListPage.BodyOf(visit.Form));
        if (changed.IsGood) visit.Done(TemplateScopesPage.Path, "saved");
        else await ShowAsync(visit, FormState.Refused(visit.Form, changed.Problem.At(TemplateRoleForm.Fields)));
    }

    private static string ApiPathOf(ConsoleVisit visit) => "/api/organization-scopes/" + visit.RouteForUrl("scopeId");

    private static async Task<Components.PostedForm> FormAsync(ConsoleVisit visit)
    {
        var scope = await visit.Api.ReadAsync<ConsoleScope>(ApiPathOf(visit));
        return ShownForm.Of([("name", scope.Name), ("description", scope.Description)]);
    }

    private static Task ShowAsync(ConsoleVisit visit, FormState state) =>
        visit.ShowAsync<TemplateScopeView, FormState>(visit.Say("permission.edit"), state, state.Status);
}
