using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>
/// GET /api/hooks/:id/recent-logs: a page of delivery attempts, the newest first; of the last 24 hours when no bound is given
/// (contract/management-webhooks.md 2). An unknown hook has an empty log.
/// </summary>
internal sealed class ListRecentLogsEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(24);
    private static readonly Field<string> LogKey = Schemas.Text.Optional("logKey");
    private static readonly Field<DateTime?> StartTime = QuerySchemas.Time.Optional("start_time");
    private static readonly Field<DateTime?> EndTime = QuerySchemas.Time.Optional("end_time");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(LogKey, StartTime, EndTime),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(new ObjectSchema(
            Schemas.Text.Required("id"),
            Schemas.Text.Required("key"),
            Schemas.AnyObject.Required("payload"),
            Schemas.Integer.Required("createdAt"))),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (start, end) = (call.Query.Get(StartTime), call.Query.Get(EndTime));
        if (start > end) return new Refusal("log.invalid_time_window");

        var id = call.Param("id");
        var rows = db.Audit.AsNoTracking().Where(row => row.HookId == id);
        var from = start is null && end is null ? time.GetUtcNow().UtcDateTime - UsualWindow : start;
        if (from is { } earliest) rows = rows.Where(row => row.CreatedAt >= earliest);
        // The bound is a millisecond of the wire, rows know smaller parts.
        if (end is { } latest) rows = rows.Where(row => row.CreatedAt < latest.AddMilliseconds(1));
        if (call.Query.Get(LogKey) is { Length: > 0 } key) rows = rows.Where(row => row.Key == key);

        var total = await rows.LongCountAsync(call.Aborted);
        var page = call.Page!.Offset >= total ? [] : await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Skip((int)call.Page.Offset).Take(call.Page.Size).ToListAsync(call.Aborted);
        return ApiResult.Paged(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in page)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, row.Id);
                json.WriteString("key"u8, row.Key);
                json.WritePropertyName("payload"u8);
                row.Payload.WriteTo(json);
                json.WriteNumber("createdAt"u8, row.CreatedAt.ToEpochMilliseconds());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }), total);
    }
}
