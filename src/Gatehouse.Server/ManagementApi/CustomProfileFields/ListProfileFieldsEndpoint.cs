using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>GET /api/custom-profile-fields: all of them, in their order (contract/management-misc.md 5).</summary>
internal sealed class ListProfileFieldsEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(ProfileFieldObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        ApiResult.Json(ProfileFieldObject.Text(await db.CustomProfileFields.AsNoTracking().InOrder().ToListAsync(call.Aborted)));
}
