using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PATCH /api/applications/:id: what is sent is replaced, JSON columns as a whole (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class ChangeApplicationEndpoint(ChangeApplication change, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ApplicationBody.OnChange, Answer = ApplicationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var changed = await change.ExecuteAsync(call.Param("id"), ApplicationBody.Read(call.Body), ApplicationBody.ReadSwitches(call.Body), call.Aborted);
        return changed.TryGet(out var application, out var refused) ? ApiResult.Json(ApplicationObject.Text(application, sealer)) : refused;
    }
}
