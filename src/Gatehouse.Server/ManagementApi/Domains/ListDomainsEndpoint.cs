using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>GET /api/domains: the oldest first; none where there is no provider of host names (contract/management-misc.md 6).</summary>
internal sealed class ListDomainsEndpoint(FindDomains find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(DomainShapes.Domain) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var found = await find.AllAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var domain in found) DomainShapes.Write(json, domain);
            json.WriteEndArray();
        }));
    }
}
