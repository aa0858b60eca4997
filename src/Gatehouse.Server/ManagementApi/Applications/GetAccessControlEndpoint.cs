using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:applicationId/access-control (contract/management-apps-resources-roles.md 1.8).</summary>
internal sealed class GetAccessControlEndpoint(FindApplication find, AccessRules rules) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = AccessControlObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Param("applicationId"), call.Aborted)).TryGet(out var application, out var missing)
            ? ApiResult.Json(AccessControlObject.Text(await rules.ListAsync(application.Id, call.Aborted))) : missing;
}
