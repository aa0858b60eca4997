using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>GET /api/domains: none (contract/management-misc.md 6).</summary>
internal sealed class ListDomainsEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(DomainShapes.Domain) };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(ApiResult.Json(JsonText.EmptyArray));
}
