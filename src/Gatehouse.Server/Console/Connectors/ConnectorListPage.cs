namespace Gatehouse.Server.Console.Connectors;

/// <summary>GET /console/{tenant}/connectors: how messages leave the server, and by which accounts elsewhere people sign in.</summary>
internal sealed class ConnectorListPage : IConsolePage
{
    public const string Path = "/connectors";

    public async Task GetAsync(ConsoleVisit visit) => await visit.ShowAsync<ConnectorListView, ConnectorListModel>(
        visit.Say("nav.connectors"), new ConnectorListModel(await visit.Api.ReadAsync<List<ConsoleFactory>>("/api/connectors")));

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record ConnectorListModel(IReadOnlyList<ConsoleFactory> Connectors);

/// <summary>GET /console/{tenant}/connectors/create: which kinds there are.</summary>
internal sealed class FactoryListPage : IConsolePage
{
    public const string Path = "/connectors/create";

    public async Task GetAsync(ConsoleVisit visit) => await visit.ShowAsync<FactoryListView, FactoryListModel>(
        visit.Say("connectors.create"), new FactoryListModel(await visit.Api.ReadAsync<List<ConsoleFactory>>("/api/connector-factories"), visit.Query("type")));

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

/// <param name="Type">The only one that is shown; empty for all.</param>
internal sealed record FactoryListModel(IReadOnlyList<ConsoleFactory> Factories, string Type);
