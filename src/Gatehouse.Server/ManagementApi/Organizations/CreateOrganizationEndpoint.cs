using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations (contract/management-organizations.md 1).</summary>
internal sealed class CreateOrganizationEndpoint(CreateOrganization create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = OrganizationFields.OnCreate, Success = StatusCodes.Status201Created, Answer = OrganizationObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(OrganizationFields.Read(call.Body), call.Aborted)).TryGet(out var organization, out var refused)
            ? ApiResult.Json(OrganizationObject.Text(organization)) : refused;
}
