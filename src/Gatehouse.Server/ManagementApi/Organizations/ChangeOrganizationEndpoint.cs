using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PATCH /api/organizations/:id: what is sent is replaced, JSON as a whole (contract/management-organizations.md 1).</summary>
internal sealed class ChangeOrganizationEndpoint(ChangeOrganization change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = OrganizationFields.OnChange, Answer = OrganizationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), OrganizationFields.Read(call.Body), call.Aborted)).TryGet(out var organization, out var refused)
            ? ApiResult.Json(OrganizationObject.Text(organization)) : refused;
}
