using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>POST /api/roles/:id/applications (contract/management-apps-resources-roles.md 3).</summary>
internal sealed class AddRoleApplicationsEndpoint(RoleApplications applications) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ApplicationIds = RoleFields.Ids("applicationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ApplicationIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await applications.AddAsync(call.Param("id"), call.Body.Get(ApplicationIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
