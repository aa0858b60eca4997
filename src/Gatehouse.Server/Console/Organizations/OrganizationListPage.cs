namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET /console/{tenant}/organizations.</summary>
internal sealed class OrganizationListPage : IConsolePage
{
    public const string Path = "/organizations";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var organizations = await visit.Api.ListAsync<ConsoleOrganization>("/api/organizations" + list.ApiQuery(("q", list.Search), ("showFeatured", "true")));
        await visit.ShowAsync<OrganizationListView, OrganizationListModel>(visit.Say("nav.organizations"), new OrganizationListModel(list.Holding(organizations), organizations.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record OrganizationListModel(ListState List, IReadOnlyList<ConsoleOrganization> Organizations);
