using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Captcha;

/// <summary>The routes of <c>/api/captcha-provider</c> (contract/management-misc.md 6).</summary>
internal static class CaptchaRoutes
{
    public static void AddCaptchaRoutes(this ApiRoutes routes) => routes
        .Get<GetCaptchaProviderEndpoint>("/captcha-provider")
        .Put<PutCaptchaProviderEndpoint>("/captcha-provider")
        .Delete<DeleteCaptchaProviderEndpoint>("/captcha-provider");
}
