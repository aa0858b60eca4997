using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>PATCH /api/organization-scopes/:id (contract/management-organizations.md 5).</summary>
internal sealed class ChangeOrganizationScopeEndpoint(OrganizationScopeChanges scopes) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = TemplateFields.OnChangeScope, Answer = OrganizationScopeObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await scopes.ChangeAsync(call.Param("id"), TemplateFields.Read(call.Body), call.Aborted)).TryGet(out var scope, out var refused)
            ? ApiResult.Json(OrganizationScopeObject.Text(scope)) : refused;
}
