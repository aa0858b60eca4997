using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:id/users/:userId/consent-organizations (contract/management-apps-resources-roles.md 1.6).</summary>
internal sealed class AddConsentOrganizationsEndpoint(ConsentToOrganizations consent) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> OrganizationIds = Schemas.ListOf(Schemas.NonEmptyText).NonEmpty().Required("organizationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(OrganizationIds), Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await consent.AddAsync(call.Param("id"), call.Param("userId"), call.Body.Get(OrganizationIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.Plain : refused;
}
