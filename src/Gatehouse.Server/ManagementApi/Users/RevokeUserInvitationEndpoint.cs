using Gatehouse.Server.Invitations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/invitation: takes back the one that is open (docs/invitations.md). Ours.</summary>
internal sealed class RevokeUserInvitationEndpoint(RevokeUserInvitation revoke) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await revoke.ExecuteAsync(call.Param("userId"), digest: null, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
