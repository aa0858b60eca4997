using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET and POST /console/{tenant}/organizations/template/create: a role that every organization offers.</summary>
internal sealed class CreateTemplateRolePage : IConsolePage
{
    public const string Path = "/organizations/template/create";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var body = TemplateRoleForm.BodyOf(visit.Form);
        body["type"] = visit.Form["type"];
        body[TemplateRoleForm.Scopes] = TemplateRoleForm.Ids(visit.Form, TemplateRoleForm.Scopes);
        body[TemplateRoleForm.ResourceScopes] = TemplateRoleForm.Ids(visit.Form, TemplateRoleForm.ResourceScopes);
        var made = await visit.Api.PostAsync("/api/organization-roles", body);
        if (made.IsGood) visit.Done(TemplateRolesPage.Path, "role_created", visit.Form["name"]);
        else await ShowAsync(visit, made.Problem.At(TemplateRoleForm.Fields));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var form = problem is null ? ShownForm.Of([("type", "User")]) : visit.Form;
        var model = new CreateTemplateRoleModel(form, await TemplateRoleForm.OwnAsync(visit), await TemplateRoleForm.OfResourcesAsync(visit), problem);
        await visit.ShowAsync<CreateTemplateRoleView, CreateTemplateRoleModel>(visit.Say("template.create_role"), model, problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record CreateTemplateRoleModel(PostedForm Form, IReadOnlyList<ScopeGroup> Own, IReadOnlyList<ScopeGroup> OfResources, ApiProblem? Problem);
