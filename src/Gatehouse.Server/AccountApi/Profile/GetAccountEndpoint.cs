using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Profile;

/// <summary>GET /api/my-account: as much of the user as scopes and settings let them see (contract/account-api.md 4).</summary>
internal sealed class GetAccountEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AccountObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out var missing) ? ApiResult.Json(AccountObject.Of(user, AccountCaller.Of(call))) : missing;
}
