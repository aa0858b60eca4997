using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>POST /api/resources/:resourceId/scopes (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class CreateScopeEndpoint(CreateScope create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = ResourceFields.OnCreateScope, Success = StatusCodes.Status201Created, Answer = ScopeObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(call.Param("resourceId"), ResourceFields.ReadScope(call.Body), call.Aborted)).TryGet(out var scope, out var refused)
            ? ApiResult.Json(ScopeObject.Text(scope)) : refused;
}
