using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/personal-access-tokens/:name, the older form (contract/management-api.md 2.16).</summary>
internal sealed class DeletePersonalAccessTokenEndpoint(PersonalAccessTokens tokens) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await tokens.DeleteAsync(call.Param("userId"), call.Param("name"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
