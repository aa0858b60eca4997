using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>PATCH /api/users/:userId: what is sent is replaced, custom data and profile as a whole (contract/management-api.md 2.6).</summary>
internal sealed class ChangeUserEndpoint(ChangeUser change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(UserFields.OnChange.All), Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("userId"), UserFields.OnChange.Read(call.Body), ChangedBy.Administrator, call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
