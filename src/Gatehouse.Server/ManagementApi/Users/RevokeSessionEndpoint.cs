using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/sessions/:sessionId, on request with what was granted in it (contract/management-api.md 2.17).</summary>
internal sealed class RevokeSessionEndpoint(RevokeSession revoke) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(RevokeSession.Target), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await revoke.ExecuteAsync(call.Param("userId"), call.Param("sessionId"), RevokeSession.TargetOf(call.Query), call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
