using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>GET /me/custom-data (contract/account-api.md 13).</summary>
internal sealed class GetMyCustomDataEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.AnyObject };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out var missing) ? ApiResult.Json(user.CustomData) : missing;
}
