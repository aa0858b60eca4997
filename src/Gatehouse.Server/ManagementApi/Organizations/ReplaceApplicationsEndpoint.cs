using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/applications: the organization has exactly these afterwards (contract/management-organizations.md 3).</summary>
internal sealed class ReplaceApplicationsEndpoint(ApplicationMemberships members) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ApplicationIds = OrganizationFields.Ids.Required("applicationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ApplicationIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.ReplaceAsync(call.Param("id"), call.Body.Get(ApplicationIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
