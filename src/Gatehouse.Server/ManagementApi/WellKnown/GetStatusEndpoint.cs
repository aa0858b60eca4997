using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>GET /api/status: 204 while this API answers (contract/management-misc.md 11).</summary>
internal sealed class GetStatusEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { IsAnonymous = true, Success = StatusCodes.Status204NoContent };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult(ApiResult.NoContent);
}
