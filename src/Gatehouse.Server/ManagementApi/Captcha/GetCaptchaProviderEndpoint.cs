using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Captcha;

/// <summary>GET /api/captcha-provider (contract/management-misc.md 6).</summary>
internal sealed class GetCaptchaProviderEndpoint(GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = CaptchaObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await db.CaptchaProviders.AsNoTracking().SingleOrDefaultAsync(call.Aborted) is { } provider
            ? ApiResult.Json(CaptchaObject.Text(provider, sealer)) : new Refusal("entity.not_found", 404);
}
