using Gatehouse.Server.Invitations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/invitation: the last one and what has become of it (docs/invitations.md). Ours.</summary>
internal sealed class GetUserInvitationEndpoint(FindUserInvitation find, TimeProvider time) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = UserInvitationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.OfUserAsync(call.Param("userId"), call.Aborted)).TryGet(out var found, out var refused)
            ? ApiResult.Json(UserInvitationObject.Text(found, link: null, time.GetUtcNow().UtcDateTime)) : refused;
}
