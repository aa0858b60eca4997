using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>
/// PATCH /api/sign-in-exp: each setting that is sent is replaced as a whole (contract/management-misc.md 4). There are no demo connectors
/// here that <c>removeUnusedDemoSocialConnector</c> could remove.
/// </summary>
internal sealed class ChangeExperienceEndpoint(ChangeExperience change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Schemas.Text.Optional("removeUnusedDemoSocialConnector")),
        Body = ExperienceFields.OnChange,
        Answer = ExperienceObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(ExperienceFields.Read(call.Body), call.Aborted)).TryGet(out var experience, out var refused)
            ? ApiResult.Json(ExperienceObject.Text(experience)) : refused;
}
