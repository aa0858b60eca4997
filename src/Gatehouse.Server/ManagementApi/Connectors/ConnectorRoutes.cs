using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>Connectors, their factories and the development mailbox (contract/management-misc.md 7, test-mode.md).</summary>
internal static class ConnectorRoutes
{
    public static void AddConnectorRoutes(this ApiRoutes routes) => routes
        .Post<CreateConnectorEndpoint>("/connectors")
        .Get<ListConnectorsEndpoint>("/connectors")
        .Get<GetConnectorEndpoint>("/connectors/{id}")
        .Patch<ChangeConnectorEndpoint>("/connectors/{id}")
        .Delete<DeleteConnectorEndpoint>("/connectors/{id}")
        .Post<TestConnectorEndpoint>("/connectors/{factoryId}/test")
        .Post<AuthorizationUriEndpoint>("/connectors/{connectorId}/authorization-uri")
        .Get<ListFactoriesEndpoint>("/connector-factories")
        .Get<GetFactoryEndpoint>("/connector-factories/{id}")
        .Get<ListMailboxEndpoint>("/mailbox");
}
