using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>
/// GET /api/users/:userId/grants: what the user has allowed applications, the latest first; none for an unknown user (contract/management-api.md
/// 2.17). Built-in applications have no row and are not listed.
/// </summary>
internal sealed class ListGrantsEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    private static readonly Field<string> AppType = Schemas.OneOf("firstParty", "thirdParty").Optional("appType");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(AppType),
        Answer = Schemas.ObjectOf(Schemas.ListOf(GrantObject.Shape).Required("grants")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (userId, now) = (call.Param("userId"), time.GetUtcNow().UtcDateTime);
        var (grants, applications) = (db.Grants.AsNoTracking(), db.Applications.AsNoTracking());
        if (call.Query.Get(AppType) is { } type) applications = applications.Where(application => application.IsThirdParty == (type == "thirdParty"));
        var rows = await (
            from grant in grants
            where grant.UserId == userId && grant.ExpiresAt > now
            join application in applications on grant.ApplicationId equals application.Id
            orderby grant.CreatedAt descending, grant.Id
            select new { Grant = grant, application.Name }).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("grants"u8);
            foreach (var row in rows) GrantObject.Write(json, row.Grant, row.Name);
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
