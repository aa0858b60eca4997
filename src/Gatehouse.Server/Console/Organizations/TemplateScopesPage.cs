using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET /console/{tenant}/organizations/template/permissions: what roles in an organization can allow. POST creates one, or deletes one.</summary>
internal sealed class TemplateScopesPage : IConsolePage
{
    public const string Path = "/organizations/template/permissions";

    private const string Api = "/api/organization-scopes";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (visit.Form["action"] is "delete")
        {
            (await visit.Api.DeleteAsync($"{Api}/{Uri.EscapeDataString(visit.Form["id"])}")).OrThrow();
            visit.Done(Path, "deleted", visit.Form["shown"]);
            return;
        }

        var made = await visit.Api.PostAsync(Api, ScopeListPage.BodyOf(visit.Form));
        if (made.IsGood) visit.Done(Path, "permission_created", visit.Form["name"].Trim());
        else await ShowAsync(visit, made.Problem.At(TemplateRoleForm.Fields));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var list = new ListState(visit);
        var scopes = await visit.Api.ListAsync<ConsoleScope>(Api + list.ApiQuery(("q", list.Search)));
        await visit.ShowAsync<TemplateScopesView, TemplateScopesModel>(
            visit.Say("template.permissions"), new TemplateScopesModel(list.Holding(scopes), scopes.Items, visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record TemplateScopesModel(ListState List, IReadOnlyList<ConsoleScope> Scopes, PostedForm Form, ApiProblem? Problem);
