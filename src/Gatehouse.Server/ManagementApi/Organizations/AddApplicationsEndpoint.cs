using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/applications (contract/management-organizations.md 3).</summary>
internal sealed class AddApplicationsEndpoint(ApplicationMemberships members) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> ApplicationIds = OrganizationFields.Ids.NonEmpty().Required("applicationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(ApplicationIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await members.AddAsync(call.Param("id"), call.Body.Get(ApplicationIds)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.Plain : refused;
}
