using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Users.One;

namespace Gatehouse.Server.Console.Users;

/// <summary>GET /console/{tenant}/users: find users. POST starts work on those that are selected, or on all that match.</summary>
internal sealed class UserListPage : IConsolePage
{
    public const string Path = "/users";

    /// <summary>The picker of the role that is given to many.</summary>
    private const string BulkRole = "bulkRoleId";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var users = await visit.Api.ListAsync<ConsoleUser>("/api/users" + list.ApiQuery([.. UserFilters.ApiPairs(list)]));
        var roles = await Picker.ReadAsync(visit, "roleId", PickerSource.UserRoles, list["roleId"]);
        await visit.ShowAsync<UserListView, UserListModel>(visit.Say("nav.users"), new UserListModel(list.Holding(users), users.Items, UserColumn.Chosen(list["columns"]))
        {
            Roles = roles,
            BulkRoles = list[Picker.FieldOf(BulkRole)].Length > 0 ? await Picker.ReadAsync(visit, BulkRole, PickerSource.UserRoles) : roles with { Name = BulkRole, Term = "" },
            Views = await OneUser.ListIfAllowedAsync<NamedView>(visit, "/saved-views", "/api/saved-views?list=" + UserViewsPage.List),
            Organizations = await Picker.ReadAsync(visit, "organizationId", PickerSource.Organizations, list["organizationId"]),
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
    /// <summary>To filter by.</summary>
    public required Picker Roles { get; init; }

    /// <summary>To give to those that are selected.</summary>
    public required Picker BulkRoles { get; init; }

    public required Picker Organizations { get; init; }

    /// <summary>The administrator's own.</summary>
    public IReadOnlyList<NamedView> Views { get; init; } = [];

    public string NameOf(string filter, string id) => (filter is "roleId" ? Roles : Organizations).NameOf(id);
}
