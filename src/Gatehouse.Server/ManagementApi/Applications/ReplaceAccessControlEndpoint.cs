using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PUT /api/applications/:applicationId/access-control: exactly these rules afterwards (contract/management-apps-resources-roles.md 1.8).</summary>
internal sealed class ReplaceAccessControlEndpoint(AccessRules rules) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = AccessControlObject.Body, Answer = AccessControlObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await rules.ReplaceAsync(call.Param("applicationId"), AccessControlObject.Read(call.Body), call.Aborted)).TryGet(out var kept, out var refused)
            ? ApiResult.Json(AccessControlObject.Text(kept)) : refused;
}
