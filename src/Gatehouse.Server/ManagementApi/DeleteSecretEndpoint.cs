using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi;

/// <summary>DELETE /api/secrets/:id: forgets the tokens of a provider (contract/management-api.md 2.11).</summary>
internal sealed class DeleteSecretEndpoint(DeleteTokenSecret delete) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await delete.ExecuteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
