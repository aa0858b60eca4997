using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/applications/:applicationId/roles: exactly these afterwards, at least one (contract/management-organizations.md 3).</summary>
internal sealed class ReplaceApplicationRolesEndpoint(ApplicationMembershipRoles roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = OrganizationFields.Ids.NonEmpty().Required("organizationRoleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RoleIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.ReplaceAsync(call.Param("id"), call.Param("applicationId"), call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
