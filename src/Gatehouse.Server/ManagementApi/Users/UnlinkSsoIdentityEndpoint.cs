using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/sso-identities/:ssoConnectorId: answers the user, as for social accounts. Ours; Logto has no operation for it.</summary>
internal sealed class UnlinkSsoIdentityEndpoint(UnlinkSsoIdentity unlink) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = UserShapes.Full };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await unlink.ExecuteAsync(call.Param("userId"), call.Param("ssoConnectorId"), call.Aborted)).TryGet(out var user, out var refused)
            ? ApiResult.Json(UserObject.Full(user)) : refused;
}
