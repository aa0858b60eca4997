using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>POST /api/organization-roles: answers the plain row (contract/management-organizations.md 5).</summary>
internal sealed class CreateOrganizationRoleEndpoint(CreateOrganizationRole create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = TemplateFields.OnCreateRole, Success = StatusCodes.Status201Created, Answer = OrganizationRoleObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var made = await create.ExecuteAsync(
            TemplateFields.Read(call.Body), call.Body.Get(TemplateFields.OrganizationScopeIds) ?? [], call.Body.Get(TemplateFields.ResourceScopeIds) ?? [], call.Aborted);
        return made.TryGet(out var role, out var refused) ? ApiResult.Json(OrganizationRoleObject.Text(role)) : refused;
    }
}
