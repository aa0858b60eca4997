namespace Gatehouse.Server.Console.Connectors;

/// <summary>The pages about connectors and the development mailbox.</summary>
internal static class ConnectorSection
{
    public static ConsoleRoutes MapConnectors(this ConsoleRoutes routes) => routes
        .Page<ConnectorListPage>(ConnectorListPage.Path)
        .Page<FactoryListPage>(FactoryListPage.Path)
        .Page<CreateConnectorPage>("/connectors/create/{factoryId}")
        .Page<MailboxPage>(MailboxPage.Path)
        .Page<ConnectorPage>("/connectors/{connectorId}");
}
