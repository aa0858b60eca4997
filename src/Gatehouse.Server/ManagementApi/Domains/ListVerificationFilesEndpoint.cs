using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>GET /api/domains/:id/verification-files (contract/management-misc.md 6).</summary>
internal sealed class ListVerificationFilesEndpoint(FindDomains find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = DomainShapes.VerificationFiles };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.OneAsync(call.Param("id"), call.Aborted)).TryGet(out var found, out var refused) ? ApiResult.Json(found.VerificationFiles) : refused;
}
