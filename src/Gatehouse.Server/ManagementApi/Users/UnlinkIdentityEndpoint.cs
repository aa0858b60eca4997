using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/identities/:target: answers the user, not 204 (contract/management-api.md 2.10).</summary>
internal sealed class UnlinkIdentityEndpoint(SocialIdentities identities) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await identities.UnlinkAsync(call.Param("userId"), call.Param("target"), ChangedBy.Administrator, call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
