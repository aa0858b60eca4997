using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>
/// GET /api/logs: a page of what users and applications did, the latest first (contract/management-misc.md 1). On request counting stops
/// where nobody looks any more.
/// </summary>
internal sealed class ListLogsEndpoint(GatehouseDb db) : IApiEndpoint
{
    private const int MostCounted = 10_000;
    private static readonly Field<string> UserId = Schemas.Text.Optional("userId");
    private static readonly Field<string> ApplicationId = Schemas.Text.Optional("applicationId");
    private static readonly Field<string> LogKey = Schemas.Text.Optional("logKey");
    private static readonly Field<DateTime?> StartTime = QuerySchemas.Time.Optional("start_time");
    private static readonly Field<DateTime?> EndTime = QuerySchemas.Time.Optional("end_time");
    private static readonly Field<bool> EnableCap = Schemas.Truthy.Optional("enableCap");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(UserId, ApplicationId, LogKey, StartTime, EndTime, EnableCap),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(LogObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (start, end) = (call.Query.Get(StartTime), call.Query.Get(EndTime));
        if (start > end) return new Refusal("log.invalid_time_window");
        var rows = db.Audit.AsNoTracking().Where(row => row.IsListed);
        if (call.Query.Get(UserId) is { Length: > 0 } userId) rows = rows.Where(row => row.UserId == userId);
        if (call.Query.Get(ApplicationId) is { Length: > 0 } applicationId) rows = rows.Where(row => row.ApplicationId == applicationId);
        if (call.Query.Get(LogKey) is { Length: > 0 } key) rows = rows.Where(row => row.Key == key);
        if (start is { } earliest) rows = rows.Where(row => row.CreatedAt >= earliest);
        // The bound is a millisecond of the wire, rows know smaller parts.
        if (end is { } latest) rows = rows.Where(row => row.CreatedAt < latest.AddMilliseconds(1));

        var counted = call.Query.Get(EnableCap) ? rows.Take(MostCounted + 1) : rows;
        var total = await counted.LongCountAsync(call.Aborted);
        var isCapped = call.Query.Get(EnableCap) && total > MostCounted;
        var page = call.Page!.Offset >= total && !isCapped ? [] : await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Skip((int)Math.Min(call.Page.Offset, int.MaxValue)).Take(call.Page.Size).ToListAsync(call.Aborted);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in page) LogObject.Write(json, row);
            json.WriteEndArray();
        }), total, isCapped);
    }
}
