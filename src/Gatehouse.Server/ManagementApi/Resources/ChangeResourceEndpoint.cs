using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>PATCH /api/resources/:id: the indicator never changes (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class ChangeResourceEndpoint(ChangeResource change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ResourceFields.OnChange, Answer = ApiResourceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("id"), ResourceFields.Read(call.Body), call.Aborted)).TryGet(out var resource, out var refused)
            ? ApiResult.Json(ApiResourceObject.Text(resource)) : refused;
}
