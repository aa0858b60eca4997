using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.Captcha;

/// <summary>DELETE /api/captcha-provider: also when there is none; captchas are off afterwards (contract/management-misc.md 6).</summary>
internal sealed class DeleteCaptchaProviderEndpoint(ChangeCaptchaProvider change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
