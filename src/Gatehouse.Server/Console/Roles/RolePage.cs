using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Roles;

/// <summary>GET /console/{tenant}/roles/{roleId}: name, description, whether new users get it. POST changes them, or deletes the role.</summary>
internal sealed class RolePage : IConsolePage
{
    public const string Path = "/roles/{roleId}";

    public const string Delete = "delete";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var role = await ConsoleRole.ReadAsync(visit);
        await ShowAsync(visit, role, FormState.Fresh(FormOf(role)));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var role = await ConsoleRole.ReadAsync(visit);
        if (visit.Form["action"] is Delete)
        {
            await DeleteAsync(visit, role);
            return;
        }

        if (await FormState.StaleAsync(visit, FormOf(role), role.Id) is { } stale)
        {
            await ShowAsync(visit, role, stale);
            return;
        }

        var body = new JsonObject { ["name"] = visit.Form["name"].Trim(), ["description"] = visit.Form["description"].Trim(), ["isDefault"] = visit.Form["isDefault"] is "true" };
        var changed = await visit.Api.PatchAsync(ConsoleRole.ApiPathOf(visit), body);
        if (changed.IsGood) visit.Done(visit.Frame.Path, "saved");
        else await ShowAsync(visit, role, FormState.Refused(visit.Form, changed.Problem.At(CreateRolePage.Fields)));
    }

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleRole role)
    {
        if (Deletion.Refuse(visit, role.Name) is { } refused)
        {
            await ShowAsync(visit, role, FormState.Fresh(FormOf(role)), refused);
            return;
        }

        (await visit.Api.DeleteAsync(ConsoleRole.ApiPathOf(visit))).OrThrow();
        visit.Done(RoleListPage.Path, "deleted", role.Name);
    }

    private static PostedForm FormOf(ConsoleRole role) => ShownForm.Of([("name", role.Name), ("description", role.Description), ("isDefault", ShownForm.Tick(role.IsDefault))]);

    private static Task ShowAsync(ConsoleVisit visit, ConsoleRole role, FormState state, ApiProblem? deletion = null) => visit.ShowAsync<RoleView, RoleModel>(
        role.Name, new RoleModel(role, role.ToHead(visit), state, deletion), deletion?.Status ?? state.Status);
}

/// <param name="Deletion">Why the role was not deleted.</param>
internal sealed record RoleModel(ConsoleRole Role, ThingHead Head, FormState State, ApiProblem? Deletion);
