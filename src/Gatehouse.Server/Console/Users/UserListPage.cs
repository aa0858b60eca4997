using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Users.One;

namespace Gatehouse.Server.Console.Users;

/// <summary>GET /console/{tenant}/users: find users. POST starts work on those that are selected, or on all that match.</summary>
internal sealed class UserListPage : IConsolePage
{
    public const string Path = "/users";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var users = await visit.Api.ListAsync<ConsoleUser>("/api/users" + list.ApiQuery([.. UserFilters.ApiPairs(list)]));
        await visit.ShowAsync<UserListView, UserListModel>(visit.Say("nav.users"), new UserListModel(list.Holding(users), users.Items, UserColumn.Chosen(list["columns"]))
        {
            Roles = await OneUser.ListIfAllowedAsync<NamedRole>(visit, "/roles", "/api/roles?type=User&page=1&page_size=100"),
            Views = await OneUser.ListIfAllowedAsync<NamedView>(visit, "/saved-views", "/api/saved-views?list=" + UserViewsPage.List),
            Organizations = await OneUser.ListIfAllowedAsync<NamedRole>(visit, "/organizations", "/api/organizations?page=1&page_size=100"),
        });
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var answer = await visit.Api.PostAsync("/api/users/bulk", BulkForm.Order(visit));
        if (answer.IsGood) visit.Done("/jobs/" + answer.Read<StartedJob>().Id, "bulk_started");
        else throw new ApiRefusedException(answer);
    }

    private sealed record StartedJob(string Id);
}

internal sealed record UserListModel(ListState List, IReadOnlyList<ConsoleUser> Users, IReadOnlyList<UserColumn> Columns)
{
    /// <summary>To filter by and to give: the first of them by name, as the organizations.</summary>
    public IReadOnlyList<NamedRole> Roles { get; init; } = [];

    public IReadOnlyList<NamedRole> Organizations { get; init; } = [];

    /// <summary>The administrator's own.</summary>
    public IReadOnlyList<NamedView> Views { get; init; } = [];

    public string NameOf(string filter, string id) => (filter is "roleId" ? Roles : Organizations).FirstOrDefault(one => one.Id == id)?.Name ?? id;
}
