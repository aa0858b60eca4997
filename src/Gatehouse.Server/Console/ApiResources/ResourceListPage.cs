namespace Gatehouse.Server.Console.ApiResources;

/// <summary>GET /console/{tenant}/api-resources: the APIs that tokens are made for.</summary>
internal sealed class ResourceListPage : IConsolePage
{
    public const string Path = "/api-resources";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var resources = await visit.Api.ListAsync<ConsoleResource>("/api/resources" + list.ApiQuery(("search", SearchTerm.Pattern(list.Search))));
        await visit.ShowAsync<ResourceListView, ResourceListModel>(visit.Say("nav.api_resources"), new ResourceListModel(list.Holding(resources), resources.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record ResourceListModel(ListState List, IReadOnlyList<ConsoleResource> Resources);
