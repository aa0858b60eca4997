using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>PATCH /api/applications/:applicationId/custom-data: the body is the data, merged one level deep (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class ChangeApplicationCustomDataEndpoint(ChangeApplication change) : IApiEndpoint
{
    private static readonly WholeSchema<JsonText> CustomData = new(Schemas.AnyObject);

    public static ApiContract Contract { get; } = new() { Body = CustomData, Answer = Schemas.AnyObject };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.MergeCustomDataAsync(call.Param("applicationId"), CustomData.ValueOf(call.Body), call.Aborted)).TryGet(out var application, out var refused)
            ? ApiResult.Json(application.CustomData) : refused;
}
