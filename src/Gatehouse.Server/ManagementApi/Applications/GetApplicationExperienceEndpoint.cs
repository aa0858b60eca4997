using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:applicationId/sign-in-experience (contract/management-apps-resources-roles.md 1.7).</summary>
internal sealed class GetApplicationExperienceEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ApplicationExperienceObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("applicationId");
        return await db.ApplicationExperiences.AsNoTracking().SingleOrDefaultAsync(row => row.ApplicationId == id, call.Aborted) is { } row
            ? ApiResult.Json(ApplicationExperienceObject.Text(row)) : ApplicationRefusals.NotFound(id);
    }
}
