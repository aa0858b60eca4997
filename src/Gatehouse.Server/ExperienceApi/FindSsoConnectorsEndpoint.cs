using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>GET /api/experience/sso-connectors: the enterprises at which the owner of an address signs in; it needs no state (contract/experience-api.md 3).</summary>
internal sealed class FindSsoConnectorsEndpoint(Snapshots snapshots, CurrentTenant tenant) : IApiEndpoint
{
    private static readonly Field<string> Email = UserShapes.Email.Required("email");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Email),
        Answer = new ObjectSchema(Schemas.ListOf(Schemas.Text).Required("connectorIds")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var connectors = AddressGuard.EnterprisesOf(await snapshots.GetAsync(tenant.Id, call.Aborted), call.Query.Get(Email)!);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("connectorIds");
            JsonText.Strings(connectors.Select(connector => connector.Id)).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
