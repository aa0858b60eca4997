using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:applicationId/user-consent-scopes: of any application; nothing for one that is no third party's (contract/management-apps-resources-roles.md 1.5).</summary>
internal sealed class GetConsentScopesEndpoint(FindApplication find, ShowEnabledScopes show) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ConsentScopesObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await find.ToReadAsync(call.Param("applicationId"), call.Aborted)).TryGet(out var application, out var missing)
            ? ApiResult.Json(ConsentScopesObject.Text(await show.ExecuteAsync(application.Id, call.Aborted))) : missing;
}
