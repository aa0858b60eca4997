using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>DELETE /api/one-time-tokens/:id (contract/management-misc.md 9).</summary>
internal sealed class DeleteOneTimeTokenEndpoint(ChangeOneTimeToken change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
