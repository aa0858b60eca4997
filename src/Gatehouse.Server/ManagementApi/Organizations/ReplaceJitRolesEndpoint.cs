using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/jit/roles: exactly these afterwards (contract/management-organizations.md 4).</summary>
internal sealed class ReplaceJitRolesEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = OrganizationFields.Ids.Required("organizationRoleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RoleIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.ReplaceRolesAsync(call.Param("id"), call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
