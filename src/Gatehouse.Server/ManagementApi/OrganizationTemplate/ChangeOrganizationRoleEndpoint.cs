using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>PATCH /api/organization-roles/:id (contract/management-organizations.md 5).</summary>
internal sealed class ChangeOrganizationRoleEndpoint(ChangeOrganizationRole change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = TemplateFields.OnChangeRole, Answer = OrganizationRoleObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), TemplateFields.Read(call.Body), call.Aborted)).TryGet(out var role, out var refused)
            ? ApiResult.Json(OrganizationRoleObject.Text(role)) : refused;
}
