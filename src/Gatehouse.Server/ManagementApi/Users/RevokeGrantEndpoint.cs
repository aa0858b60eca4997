using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/grants/:grantId (contract/management-api.md 2.17).</summary>
internal sealed class RevokeGrantEndpoint(RevokeGrant revoke) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await revoke.ExecuteAsync(call.Param("userId"), call.Param("grantId"), onlyLive: false, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
