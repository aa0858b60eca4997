using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/logto-configs (contract/management-api.md 2.15).</summary>
internal sealed class GetLogtoConfigEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = LogtoConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing) ? ApiResult.Json(LogtoConfigObject.Text(user)) : missing;
}
