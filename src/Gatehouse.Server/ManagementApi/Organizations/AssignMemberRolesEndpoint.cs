using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/users/roles: every member named gets every role named (contract/management-organizations.md 2).</summary>
internal sealed class AssignMemberRolesEndpoint(UserMembershipRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> UserIds = OrganizationFields.Ids.NonEmpty().Required("userIds");
    private static readonly Field<IReadOnlyList<string>> RoleIds = OrganizationFields.Ids.NonEmpty().Required("organizationRoleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(UserIds, RoleIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.AssignAsync(call.Param("id"), call.Body.Get(UserIds)!, call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.Plain : refused;
}
