using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>POST /api/resources (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class CreateResourceEndpoint(CreateResource create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = ResourceFields.OnCreate, Success = StatusCodes.Status201Created, Answer = ApiResourceObject.CreatedShape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(call.Body.Get(ResourceFields.Indicator)!, ResourceFields.Read(call.Body), call.Aborted)).TryGet(out var resource, out var refused)
            ? ApiResult.Json(ApiResourceObject.Text(resource, [])) : refused;
}
