namespace Gatehouse.Server.Data;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Count} audit entries could not be written")]
    public static partial void AuditBatchFailed(this ILogger log, Exception problem, int count);

    [LoggerMessage(1002, LogLevel.Debug, "A connection without EF was opened")]
    public static partial void OpenedDirectly(this ILogger log);

    [LoggerMessage(1003, LogLevel.Error, "{Job} failed; it tries again in its time")]
    public static partial void PassFailed(this ILogger log, Exception problem, string job);
}
