using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.ManagementApi.Resources;

/// <summary>PATCH /api/resources/:resourceId/scopes/:scopeId (contract/management-apps-resources-roles.md 2).</summary>
internal sealed class ChangeScopeEndpoint(ChangeScope change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ResourceFields.OnChangeScope, Answer = ScopeObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var changed = await change.ExecuteAsync(call.Param("resourceId"), call.Param("scopeId"), ResourceFields.ReadScope(call.Body), call.Aborted);
        return changed.TryGet(out var scope, out var refused) ? ApiResult.Json(ScopeObject.Text(scope)) : refused;
    }
}
