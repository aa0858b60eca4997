using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/custom-data: merged one level deep; members can't be removed this way (contract/management-api.md 2.6).</summary>
internal sealed class ChangeCustomDataEndpoint(ChangeUser change) : IApiEndpoint
{
    private static readonly Field<JsonText> CustomData = Schemas.AnyObject.Required("customData");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CustomData), Answer = Schemas.AnyObject };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeCustomDataAsync(call.Param("userId"), call.Body.Get(CustomData), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(user.CustomData) : refused;
}
