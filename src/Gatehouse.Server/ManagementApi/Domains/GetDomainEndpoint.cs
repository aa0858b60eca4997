using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>GET /api/domains/:id (contract/management-misc.md 6).</summary>
internal sealed class GetDomainEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = DomainShapes.Domain };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(DomainRefusals.NotThere(call.Param("id")));
}
