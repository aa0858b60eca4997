using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/systems/application: where protected applications are reached; outside test mode there is no such place (contract/management-apps-resources-roles.md 1.9).</summary>
internal sealed class GetSystemApplicationEndpoint(ProtectedApps protectedApps) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(new ObjectSchema(Schemas.Text.Required("defaultDomain")).Required("protectedApps")),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(protectedApps.RefuseWithoutProvider() is { } refused ? refused : ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("protectedApps");
        json.WriteString("defaultDomain", ProtectedApps.DefaultDomain);
        json.WriteEndObject();
        json.WriteEndObject();
    })));
}
