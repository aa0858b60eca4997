using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>
/// POST /api/sign-in-exp/preview: the settings as they would be after PATCH /api/sign-in-exp with the same body. Nothing is saved, and what
/// holds between settings is not asked. Our own; the console shows unsaved settings by it.
/// </summary>
internal sealed class PreviewExperienceEndpoint(ChangeExperience change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ExperienceFields.OnChange, Answer = ExperienceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(ExperienceObject.Text(await change.PreviewAsync(ExperienceFields.Read(call.Body), call.Aborted)));
}
