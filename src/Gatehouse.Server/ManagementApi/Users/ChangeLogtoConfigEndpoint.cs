using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/logto-configs: only the given flags change (contract/management-api.md 2.15).</summary>
internal sealed class ChangeLogtoConfigEndpoint(ChangeLogtoConfig change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = LogtoConfigObject.Body, Answer = LogtoConfigObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("userId"), LogtoConfigObject.Read(call.Body, takesSuggestion: false), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(LogtoConfigObject.Text(user)) : refused;
}
