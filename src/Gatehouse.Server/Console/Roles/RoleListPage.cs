namespace Gatehouse.Server.Console.Roles;

/// <summary>GET /console/{tenant}/roles: the roles of users and of machines.</summary>
internal sealed class RoleListPage : IConsolePage
{
    public const string Path = "/roles";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var roles = await visit.Api.ListAsync<ConsoleRole>("/api/roles" + list.ApiQuery(("search", SearchTerm.Pattern(list.Search)), ("type", list["type"])));
        await visit.ShowAsync<RoleListView, RoleListModel>(visit.Say("nav.roles"), new RoleListModel(list.Holding(roles), roles.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record RoleListModel(ListState List, IReadOnlyList<ConsoleRole> Roles);
