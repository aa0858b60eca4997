using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/profile: merged one level deep, the address as a whole (contract/management-api.md 2.6).</summary>
internal sealed class ChangeProfileEndpoint(ChangeUser change) : IApiEndpoint
{
    private static readonly Field<JsonText> Profile = UserShapes.Profile.Required("profile");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Profile), Answer = UserShapes.Profile };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeProfileAsync(call.Param("userId"), call.Body.Get(Profile), ChangedBy.Administrator, call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(user.Profile) : refused;
}
