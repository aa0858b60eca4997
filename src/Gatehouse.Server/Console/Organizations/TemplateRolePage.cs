using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET /console/{tenant}/organizations/template/{roleId}: a role of the template with its permissions. POST changes or deletes it.</summary>
internal sealed class TemplateRolePage : IConsolePage
{
    public const string Path = "/organizations/template/{roleId}";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var role = await visit.Api.ReadAsync<TemplateRole>(ApiPathOf(visit));
        await ShowAsync(visit, role, FormState.Fresh(await FormAsync(visit, role)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var role = await visit.Api.ReadAsync<TemplateRole>(ApiPathOf(visit));
        var now = await FormAsync(visit, role);
        if (visit.Form["action"] is "delete") await DeleteAsync(visit, role, now);
        else if (await FormState.StaleAsync(visit, now, role.Id) is { } stale) await ShowAsync(visit, role, stale);
        else if (await ChangeAsync(visit, now) is { } problem) await ShowAsync(visit, role, FormState.Refused(visit.Form, problem));
        else visit.Done(visit.Frame.Path, "saved");
    }

    private static string ApiPathOf(ConsoleVisit visit) => "/api/organization-roles/" + visit.RouteForUrl("roleId");

    private static async Task<ApiProblem?> ChangeAsync(ConsoleVisit visit, PostedForm now)
    {
        var changed = await visit.Api.PatchAsync(ApiPathOf(visit), TemplateRoleForm.BodyOf(visit.Form));
        if (!changed.IsGood) return changed.Problem.At(TemplateRoleForm.Fields);
        foreach (var (name, place) in ((string, string)[])[(TemplateRoleForm.Scopes, "scopes"), (TemplateRoleForm.ResourceScopes, "resource-scopes")])
        {
            if (now.All(name).ToHashSet().SetEquals(visit.Form.All(name))) continue;
            var replaced = await visit.Api.PutAsync($"{ApiPathOf(visit)}/{place}", new JsonObject { [place is "scopes" ? "organizationScopeIds" : "scopeIds"] = TemplateRoleForm.Ids(visit.Form, name) });
            if (!replaced.IsGood) return replaced.Problem;
        }

        return null;
    }

    private static async Task DeleteAsync(ConsoleVisit visit, TemplateRole role, PostedForm now)
    {
        if (Deletion.Refuse(visit, role.Name) is { } refused)
        {
            await ShowAsync(visit, role, FormState.Fresh(now), refused);
            return;
        }

        (await visit.Api.DeleteAsync(ApiPathOf(visit))).OrThrow();
        visit.Done(TemplateRolesPage.Path, "deleted", role.Name);
    }

    private static async Task<PostedForm> FormAsync(ConsoleVisit visit, TemplateRole role) => ShownForm.Of(
    [
        ("name", role.Name), ("description", role.Description),
        .. await IdsAsync(visit, "scopes", TemplateRoleForm.Scopes), .. await IdsAsync(visit, "resource-scopes", TemplateRoleForm.ResourceScopes),
    ]);

    private static async Task<IEnumerable<(string Name, string? Value)>> IdsAsync(ConsoleVisit visit, string place, string name) =>
        (await visit.Api.ReadAsync<List<ConsoleScope>>($"{ApiPathOf(visit)}/{place}")).Select(scope => scope.Id).Order(StringComparer.Ordinal).Select(id => (name, (string?)id));

    private static async Task ShowAsync(ConsoleVisit visit, TemplateRole role, FormState state, ApiProblem? deletion = null)
    {
        var head = new ThingHead(
            "roles", role.Name, role.Id, visit.Say("roles.type_" + role.Type), visit.Say("template.roles"), TemplateRolesPage.Path, []);
        var model = new TemplateRoleModel(head, role, await TemplateRoleForm.OwnAsync(visit), await TemplateRoleForm.OfResourcesAsync(visit), state, deletion);
        await visit.ShowAsync<TemplateRoleView, TemplateRoleModel>(role.Name, model, deletion?.Status ?? state.Status);
    }
}

/// <param name="Deletion">Why the role was not deleted.</param>
internal sealed record TemplateRoleModel(ThingHead Head, TemplateRole Role, IReadOnlyList<ScopeGroup> Own, IReadOnlyList<ScopeGroup> OfResources, FormState State, ApiProblem? Deletion);
