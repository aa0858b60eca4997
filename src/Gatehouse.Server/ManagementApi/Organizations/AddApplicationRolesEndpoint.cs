using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/applications/:applicationId/roles (contract/management-organizations.md 3).</summary>
internal sealed class AddApplicationRolesEndpoint(ApplicationMembershipRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = OrganizationFields.Ids.NonEmpty().Required("organizationRoleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RoleIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.AddAsync(call.Param("id"), call.Param("applicationId"), call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.Plain : refused;
}
