using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId (contract/management-api.md 2.6).</summary>
internal sealed class DeleteUserEndpoint(DeleteUser delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("userId"), call.Caller.Id, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
