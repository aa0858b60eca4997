using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId/is-suspended (contract/management-api.md 2.8).</summary>
internal sealed class SuspendUserEndpoint(ChangeUser change) : IApiEndpoint
{
    private static readonly Field<bool> IsSuspended = Schemas.Flag.Required("isSuspended");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IsSuspended), Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.SetSuspendedAsync(call.Param("userId"), call.Body.Get(IsSuspended), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
