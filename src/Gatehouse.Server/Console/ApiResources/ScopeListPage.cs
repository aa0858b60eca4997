using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.ApiResources;

/// <summary>GET /console/{tenant}/api-resources/{resourceId}/permissions. POST creates one, or deletes one.</summary>
internal sealed class ScopeListPage : IConsolePage
{
    public const string Path = "/api-resources/{resourceId}/permissions";

    public static readonly Dictionary<string, string> Fields = new() { ["scope.name_exists"] = "name", ["scope.name_with_space"] = "name" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var path = ResourcePage.ApiPathOf(visit) + "/scopes";
        if (visit.Form["action"] is "delete")
        {
            (await visit.Api.DeleteAsync($"{path}/{Uri.EscapeDataString(visit.Form["id"])}")).OrThrow();
            visit.Done(visit.Frame.Path, "deleted", visit.Form["shown"]);
            return;
        }

        var made = await visit.Api.PostAsync(path, BodyOf(visit.Form));
        if (made.IsGood) visit.Done(visit.Frame.Path, "permission_created", visit.Form["name"].Trim());
        else await ShowAsync(visit, made.Problem.At(Fields));
    }

    public static JsonObject BodyOf(PostedForm form) => new()
    {
        ["name"] = form["name"].Trim(), ["description"] = form["description"].Trim() is { Length: > 0 } description ? description : null,
    };

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var list = new ListState(visit);
        var scopes = await visit.Api.ListAsync<ConsoleScope>(ResourcePage.ApiPathOf(visit) + "/scopes" + list.ApiQuery(("search", SearchTerm.Pattern(list.Search))));
        var resource = await ResourcePage.ReadAsync(visit);
        var model = new ScopeListModel(resource, ResourcePage.HeadOf(visit, resource), list.Holding(scopes), scopes.Items, visit.Form, problem);
        await visit.ShowAsync<ScopeListView, ScopeListModel>(resource.Name, model, problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record ScopeListModel(ConsoleResource Resource, ThingHead Head, ListState List, IReadOnlyList<ConsoleScope> Scopes, PostedForm Form, ApiProblem? Problem);
