using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>GET /api/connector-factories/:id (contract/management-misc.md 7).</summary>
internal sealed class GetFactoryEndpoint(ConnectorFactories factories) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = FactoryObject.Shape };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(factories.Find(call.Param("id")) is { } factory
        ? ApiResult.Json(JsonText.Write(json => FactoryObject.Write(json, factory))) : ConnectorRefusals.NotFound);
}
