using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/users/:userId/roles: the member has exactly these roles afterwards (contract/management-organizations.md 2).</summary>
internal sealed class ReplaceMemberRolesEndpoint(UserMembershipRoles roles) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = MemberRoleFields.Body, Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (ids, names) = MemberRoleFields.Read(call.Body);
        return (await roles.ReplaceAsync(call.Param("id"), call.Param("userId"), ids, names, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
    }
}
