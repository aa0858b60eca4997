using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class CreateApplicationEndpoint(CreateApplication create, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ApplicationBody.OnCreate, Answer = ApplicationObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(ApplicationBody.ReadNew(call.Body), ApplicationBody.Read(call.Body), call.Aborted)).TryGet(out var application, out var refused)
            ? ApiResult.Json(ApplicationObject.Text(application, sealer)) : refused;
}
