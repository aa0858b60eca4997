using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>GET /api/connector-factories: every kind of connector that can be set up here (contract/management-misc.md 7).</summary>
internal sealed class ListFactoriesEndpoint(ConnectorFactories factories) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(FactoryObject.Shape) };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var factory in factories.All) FactoryObject.Write(json, factory);
        json.WriteEndArray();
    })));
}
