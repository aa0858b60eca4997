using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PUT /api/applications/:id/users/:userId/consent-organizations: exactly these afterwards (contract/management-apps-resources-roles.md 1.6).</summary>
internal sealed class ReplaceConsentOrganizationsEndpoint(ConsentToOrganizations consent) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> OrganizationIds = Schemas.ListOf(Schemas.NonEmptyText).Required("organizationIds");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(OrganizationIds), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await consent.ReplaceAsync(call.Param("id"), call.Param("userId"), call.Body.Get(OrganizationIds)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
