using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>PATCH /me/custom-data: merged one level deep (contract/account-api.md 13).</summary>
internal sealed class ChangeMyCustomDataEndpoint(ChangeUser change) : IApiEndpoint
{
    private static readonly WholeSchema<JsonText> Patch = new(Schemas.AnyObject);

    public static ApiContract Contract { get; } = new() { Body = Patch, Answer = Schemas.AnyObject };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeCustomDataAsync(call.Caller.Id, Patch.ValueOf(call.Body), call.Aborted)).TryGet(out var user, out var refused) ? ApiResult.Json(user.CustomData) : refused;
}
