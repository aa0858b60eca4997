using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>DELETE /api/applications/:id/legacy-secret: the secret of a seeded application (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class DeleteLegacySecretEndpoint(ApplicationSecretChanges secrets, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ApplicationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await secrets.DeleteLegacyAsync(call.Param("id"), call.Aborted)).TryGet(out var application, out var refused)
            ? ApiResult.Json(ApplicationObject.Text(application, sealer)) : refused;
}
