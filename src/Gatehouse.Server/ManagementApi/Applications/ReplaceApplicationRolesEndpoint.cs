using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PUT /api/applications/:applicationId/roles: it has exactly these roles afterwards (contract/management-apps-resources-roles.md 1.4).</summary>
internal sealed class ReplaceApplicationRolesEndpoint(RolesOfApplication roles) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> RoleIds = Schemas.ListOf(Schemas.NonEmptyText).Required("roleIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RoleIds) };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await roles.ReplaceAsync(call.Param("applicationId"), call.Body.Get(RoleIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
