using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>GET /api/custom-profile-fields/:name (contract/management-misc.md 5).</summary>
internal sealed class GetProfileFieldEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ProfileFieldObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var name = call.Param("name");
        return await db.CustomProfileFields.AsNoTracking().SingleOrDefaultAsync(field => field.Name == name, call.Aborted) is { } field
            ? ApiResult.Json(ProfileFieldObject.Text(field)) : new Refusal("entity.not_found", 404);
    }
}
