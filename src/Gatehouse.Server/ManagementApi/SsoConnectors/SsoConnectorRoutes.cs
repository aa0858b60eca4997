using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>Enterprise connectors and the providers that they can be of (contract/management-misc.md 8).</summary>
internal static class SsoConnectorRoutes
{
    public static void AddSsoConnectorRoutes(this ApiRoutes routes) => routes
        .Get<ListSsoProvidersEndpoint>("/sso-connector-providers")
        .Post<CreateSsoConnectorEndpoint>("/sso-connectors")
        .Get<ListSsoConnectorsEndpoint>("/sso-connectors")
        .Get<GetSsoConnectorEndpoint>("/sso-connectors/{id}")
        .Delete<DeleteSsoConnectorEndpoint>("/sso-connectors/{id}")
        .Patch<ChangeSsoConnectorEndpoint>("/sso-connectors/{id}");
}
