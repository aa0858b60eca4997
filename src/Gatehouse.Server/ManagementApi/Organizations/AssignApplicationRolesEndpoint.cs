using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/applications/roles: every application named gets every role named (contract/management-organizations.md 3).</summary>
internal sealed class AssignApplicationRolesEndpoint(ApplicationMembershipRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ApplicationIds = OrganizationFields.Ids.NonEmpty().Required("applicationIds");
    private static readonly Field<IReadOnlyList<string>> RoleIds = OrganizationFields.Ids.NonEmpty().Required("organizationRoleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ApplicationIds, RoleIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.AssignAsync(call.Param("id"), call.Body.Get(ApplicationIds)!, call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.Plain : refused;
}
