using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.ApiResources;

namespace Gatehouse.Server.Console.Roles;

/// <summary>GET and POST /console/{tenant}/roles/create: a role with its permissions.</summary>
internal sealed class CreateRolePage : IConsolePage
{
    public const string Path = "/roles/create";

    /// <summary>The codes that are about one value, and its field.</summary>
    public static readonly Dictionary<string, string> Fields = new() { ["role.name_in_use"] = "name", ["role.internal_role_violation"] = "name" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var form = visit.Form;
        var body = new JsonObject { ["name"] = form["name"].Trim(), ["description"] = form["description"].Trim(), ["type"] = form["type"], ["isDefault"] = form["isDefault"] is "true" };
        if (form.All(RolePermissionsPage.Scopes) is { Count: > 0 } scopeIds) body["scopeIds"] = new JsonArray([.. scopeIds.Select(id => (JsonNode)id)]);
        var made = await visit.Api.PostAsync("/api/roles", body);
        if (made.IsGood) visit.Done($"/roles/{made.Read<ConsoleRole>().Id}", "role_created", form["name"]);
        else await ShowAsync(visit, made.Problem.At(Fields));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var form = problem is null ? ShownForm.Of([("type", visit.Query("type") is ConsoleRole.Machine ? ConsoleRole.Machine : "User")]) : visit.Form;
        var groups = visit.Frame.May("GET", "/resources") ? await ScopeGroup.OfResourcesAsync(visit, withManagementApi: true) : [];
        await visit.ShowAsync<CreateRoleView, CreateRoleModel>(visit.Say("roles.create"), new CreateRoleModel(form, groups, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record CreateRoleModel(PostedForm Form, IReadOnlyList<ScopeGroup> Groups, ApiProblem? Problem);
