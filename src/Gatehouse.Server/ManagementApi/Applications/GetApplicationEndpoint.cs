using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>GET /api/applications/:id, with whether it administers the tenant (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class GetApplicationEndpoint(GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = ApplicationObject.ShapeWith(Schemas.Flag.Required("isAdmin")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        var (grants, roles) = (db.ApplicationRoles, db.Roles);
        var found = await db.Applications.AsNoTracking().Where(application => application.Id == id).Select(application => new
        {
            Row = application,
            IsAdmin = grants.Any(grant => grant.ApplicationId == application.Id && roles.Any(role => role.Id == grant.RoleId && role.Name == Role.Administration)),
        }).SingleOrDefaultAsync(call.Aborted);
        if ((found?.Row ?? BuiltInApplications.Find(db.TenantId, id)) is not { } row) return ApplicationRefusals.NotFound(id);
        return ApiResult.Json(JsonText.Write(json => ApplicationObject.Write(json, row, sealer, more => more.WriteBoolean("isAdmin"u8, found?.IsAdmin == true))));
    }
}
