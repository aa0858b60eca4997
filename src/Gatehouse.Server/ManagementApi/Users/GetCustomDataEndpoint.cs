using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/custom-data (contract/management-api.md 2.6).</summary>
internal sealed class GetCustomDataEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.AnyObject };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing) ? ApiResult.Json(user.CustomData) : missing;
}
