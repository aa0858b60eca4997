using Gatehouse.Server.Audit;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Logs;

/// <summary>The filters that every way to read the audit log knows (contract/management-misc.md 1); <c>result</c> and <c>subject</c> are ours (docs/audit.md).</summary>
internal static class LogQuery
{
    private static readonly Field<string> UserId = Schemas.Text.Optional("userId");
    private static readonly Field<string> ApplicationId = Schemas.Text.Optional("applicationId");
    private static readonly Field<string> LogKey = Schemas.Text.Optional("logKey");
    private static readonly Field<string> Result = Schemas.OneOf("Success", "Error").Optional("result");
    private static readonly Field<string> Subject = Schemas.Text.Optional("subject");
    private static readonly Field<DateTime?> StartTime = QuerySchemas.Time.Optional("start_time");
    private static readonly Field<DateTime?> EndTime = QuerySchemas.Time.Optional("end_time");

    public static IField[] Fields { get; } = [UserId, ApplicationId, LogKey, Result, Subject, StartTime, EndTime];

    /// <param name="includesAll">Not only what Logto's list shows.</param>
    public static Checked<LogFilter> Read(ApiCall call, bool includesAll)
    {
        var subject = call.Query.Get(Subject);
        var filter = new LogFilter(
            call.Query.Get(UserId), call.Query.Get(ApplicationId), call.Query.Get(LogKey), call.Query.Get(StartTime), call.Query.Get(EndTime), includesAll || subject is { Length: > 0 })
        { Result = call.Query.Get(Result), Subject = subject };
        return filter.Start > filter.End ? new Refusal("log.invalid_time_window") : filter;
    }
}
