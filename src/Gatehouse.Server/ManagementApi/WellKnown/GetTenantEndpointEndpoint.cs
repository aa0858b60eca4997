using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>
/// GET /api/.well-known/endpoints/:tenantId: where users sign in; only the administrators' endpoint says so, the same for every id
/// (contract/management-misc.md 11).
/// </summary>
internal sealed class GetTenantEndpointEndpoint(CurrentTenant tenant, TenantEndpoints endpoints) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { IsAnonymous = true, Answer = new ObjectSchema(Schemas.Text.Required("user")) };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(tenant.Id != TenantEndpoints.Admin ? ApiResult.PlainNotFound : ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("user"u8, endpoints.BaseUrl(TenantEndpoints.Default) + "/");
        json.WriteEndObject();
    })));
}
