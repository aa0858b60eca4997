using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Calendar;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>GET /api/dashboard/users/new: users made today and in the last seven days, today included (contract/management-misc.md 2).</summary>
internal sealed class NewUsersEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    private const int Week = 7;

    public static ApiContract Contract { get; } = new()
    {
        Answer = Schemas.ObjectOf(CountObject.Shape.Required("today"), CountObject.Shape.Required("last7Days")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var day = time.Today;
        var (today, yesterday) = (QuarterOf(day), QuarterOf(day.AddDays(-1)));
        var (week, before) = (QuarterOf(day.AddDays(1 - Week)), QuarterOf(day.AddDays(1 - (2 * Week))));
        var counts = await db.Set<UserArrivals>().Where(made => made.Quarter >= before).GroupBy(_ => 1).Select(all => new
        {
            Today = all.Sum(made => made.Quarter >= today ? made.Total : 0),
            Yesterday = all.Sum(made => made.Quarter >= yesterday && made.Quarter < today ? made.Total : 0),
            Week = all.Sum(made => made.Quarter >= week ? made.Total : 0),
            Before = all.Sum(made => made.Quarter < week ? made.Total : 0),
        }).SingleOrDefaultAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            CountObject.Write(json, "today", counts?.Today ?? 0, counts?.Yesterday ?? 0);
            CountObject.Write(json, "last7Days", counts?.Week ?? 0, counts?.Before ?? 0);
            json.WriteEndObject();
        }));
    }

    private long QuarterOf(DateOnly day) => UserArrivals.QuarterOf(time.StartOf(day));
}
