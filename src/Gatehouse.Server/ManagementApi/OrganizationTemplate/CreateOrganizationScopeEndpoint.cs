using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>POST /api/organization-scopes: names may hold blanks and colons (contract/management-organizations.md 5).</summary>
internal sealed class CreateOrganizationScopeEndpoint(OrganizationScopeChanges scopes) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = TemplateFields.OnCreateScope, Success = StatusCodes.Status201Created, Answer = OrganizationScopeObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await scopes.CreateAsync(TemplateFields.Read(call.Body), call.Aborted)).TryGet(out var scope, out var refused)
            ? ApiResult.Json(OrganizationScopeObject.Text(scope)) : refused;
}
