using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>POST /api/roles/:id/users (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class AddRoleUsersEndpoint(RoleMembers members) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> UserIds = RoleFields.Ids("userIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(UserIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.AddAsync(call.Param("id"), call.Body.Get(UserIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
