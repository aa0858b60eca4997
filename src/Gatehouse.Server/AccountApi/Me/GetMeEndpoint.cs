using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>GET /me: the user; <c>hasPassword</c> only where there is one (contract/account-api.md 13).</summary>
internal sealed class GetMeEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema([.. UserShapes.BaseFields, Schemas.Flag.Optional("hasPassword")]) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out var missing)) return missing;
        return ApiResult.Json(JsonText.Write(json => UserObject.WriteBase(json, user, more =>
        {
            if (user.HasPassword) more.WriteBoolean("hasPassword"u8, true);
        })));
    }
}
