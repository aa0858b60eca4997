using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Console.Users;

/// <summary>POST /console/{tenant}/users/views: keeps a state of the list of users under a name for this administrator, or forgets one. GET leads to the list.</summary>
internal sealed class UserViewsPage : IConsolePage
{
    public const string Path = "/users/views";
    public const string Save = "save", Forget = "forget";
    public const string List = "users";

    public Task GetAsync(ConsoleVisit visit)
    {
        visit.GoTo(UserListPage.Path);
        return Task.CompletedTask;
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        if (visit.Form["action"] is Forget)
        {
            (await visit.Api.DeleteAsync("/api/saved-views/" + Uri.EscapeDataString(visit.Form["id"]))).OrThrow();
            visit.Done(UserListPage.Path, "view_forgotten");
            return;
        }

        var view = new JsonObject { ["list"] = List, ["name"] = visit.Form["name"].Trim(), ["query"] = Clean(visit.Form["query"]) };
        var kept = (await visit.Api.PostAsync("/api/saved-views", view)).OrThrow().Read<NamedView>();
        visit.Done(UserListPage.Path + kept.Query, "view_saved", kept.Name);
    }

    /// <summary>A query that can stand in an address of ours, whatever was sent: with its question mark, or empty. Which page it was is left out.</summary>
    public static string Clean(string query) =>
        new QueryBuilder(QueryHelpers.ParseQuery(query).Where(pair => pair.Key is not ("page" or "lng"))).ToQueryString().ToUriComponent();
}

/// <summary>A state of the list with a name, as the API shows it (docs/user-lists.md).</summary>
internal sealed record NamedView(string Id, string Name, string Query);
