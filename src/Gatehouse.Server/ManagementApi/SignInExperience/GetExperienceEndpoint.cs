using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>GET /api/sign-in-exp (contract/management-misc.md 4).</summary>
internal sealed class GetExperienceEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ExperienceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(ExperienceObject.Text(await db.SignInExperiences.AsNoTracking().SingleAsync(call.Aborted)));
}
