using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Calendar;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>
/// GET /api/dashboard/users/active: how many users got a token, day by day, and in the day, week and month that end at a date
/// (contract/management-misc.md 2).
/// </summary>
internal sealed class ActiveUsersEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    private const int Week = 7;
    private const int Month = 30;
    private const string DateFormat = "yyyy-MM-dd";
    private static readonly Field<string> Date = Schemas.Text.Optional("date");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Date),
        Answer = Schemas.ObjectOf(
            Schemas.ListOf(Schemas.ObjectOf(Schemas.Text.Required("date"), Schemas.Integer.Required("count"))).Required("dauCurve"),
            CountObject.Shape.Required("dau"),
            CountObject.Shape.Required("wau"),
            CountObject.Shape.Required("mau")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var target = time.Today;
        // Only the beginning counts: a time behind the date is fine. The first years have no two months before them.
        if (call.Query.Get(Date) is { Length: > 0 } text
            && !(DateOnly.TryParseExact(text[..Math.Min(text.Length, DateFormat.Length)], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out target) && target.Year > 1))
            return Issue.Refuse("query", [Issue.Custom([Date.Name], "Must be a date, YYYY-MM-DD")]);

        var from = target.AddDays(1 - Month);
        var curve = await db.DailyActiveUsers.Where(row => row.Date >= from && row.Date <= target)
            .GroupBy(row => row.Date).Select(day => new { day.Key, Count = day.LongCount() }).ToDictionaryAsync(day => day.Key, day => day.Count, call.Aborted);
        var week = await CountAsync(target, Week, call.Aborted);
        var weekBefore = await CountAsync(target.AddDays(-Week), Week, call.Aborted);
        var month = await CountAsync(target, Month, call.Aborted);
        var monthBefore = await CountAsync(target.AddDays(-Month), Month, call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("dauCurve"u8);
            for (var number = 0; number < Month; number++)
            {
                var day = from.AddDays(number);
                json.WriteStartObject();
                json.WriteString("date"u8, day.ToString(DateFormat, CultureInfo.InvariantCulture));
                json.WriteNumber("count"u8, curve.GetValueOrDefault(day));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            CountObject.Write(json, "dau", curve.GetValueOrDefault(target), curve.GetValueOrDefault(target.AddDays(-1)));
            CountObject.Write(json, "wau", week, weekBefore);
            CountObject.Write(json, "mau", month, monthBefore);
            json.WriteEndObject();
        }));
    }

    /// <summary>Users, each once, in so many days up to the last one.</summary>
    private Task<long> CountAsync(DateOnly last, int days, CancellationToken ct)
    {
        var first = last.AddDays(1 - days);
        return db.DailyActiveUsers.Where(row => row.Date >= first && row.Date <= last).Select(row => row.UserId).Distinct().LongCountAsync(ct);
    }
}
