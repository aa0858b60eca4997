using Gatehouse.Server.Components;
using System.Globalization;

namespace Gatehouse.Server.Console.Users;

/// <summary>GET /console/{tenant}/users: find users. POST starts work on those that are selected, or on all that match.</summary>
internal sealed class UserListPage : IConsolePage
{
    public const string Path = "/users";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var users = await visit.Api.ListAsync<ConsoleUser>("/api/users" + list.ApiQuery([.. UserFilters.ApiPairs(list)]));
        await visit.ShowAsync<UserListView, UserListModel>(visit.Say("nav.users"), new UserListModel(list.Holding(users), users.Items, UserColumn.Chosen(list["columns"])));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var answer = await visit.Api.PostAsync("/api/users/bulk", BulkForm.Order(visit));
        if (answer.IsGood) visit.Done("/jobs/" + answer.Read<StartedJob>().Id, "bulk_started");
        else throw new ApiRefusedException(answer);
    }

    private sealed record StartedJob(string Id);
}

internal sealed record UserListModel(ListState List, IReadOnlyList<ConsoleUser> Users, IReadOnlyList<UserColumn> Columns);
