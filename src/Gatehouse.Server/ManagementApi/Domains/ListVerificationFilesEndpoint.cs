using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>GET /api/domains/:id/verification-files (contract/management-misc.md 6).</summary>
internal sealed class ListVerificationFilesEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = DomainShapes.VerificationFiles };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(DomainRefusals.NotThere(call.Param("id")));
}
