using System.Globalization;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Calendar;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>
/// GET /api/dashboard/sign-ins: how many sign-ins ended well and how many proofs were refused, day by day over the last <c>days</c> (1 to
/// 365, by default 30), the oldest first. Ours (docs/audit.md).
/// </summary>
internal sealed class SignInsEndpoint(CountSignIns count, TimeProvider time) : IApiEndpoint
{
    private const int Month = 30;
    private const int Year = 365;
    private static readonly Field<string> Days = Schemas.Text.Optional("days");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Days),
        Answer = Schemas.ObjectOf(Schemas.ListOf(Schemas.ObjectOf(
            Schemas.Text.Required("date"), Schemas.Integer.Required("signIns"), Schemas.Integer.Required("failures"))).Required("days")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var days = Month;
        if (call.Query.Get(Days) is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= Year))
            return Issue.Refuse("query", [Issue.Custom([Days.Name], $"Must be a number from 1 to {Year}")]);
        var today = time.Today;
        var counts = await count.ExecuteAsync(today.AddDays(1 - days), today, call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("days"u8);
            foreach (var (date, tally) in counts)
            {
                json.WriteStartObject();
                json.WriteString("date"u8, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumber("signIns"u8, tally.SignIns);
                json.WriteNumber("failures"u8, tally.Failures);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
