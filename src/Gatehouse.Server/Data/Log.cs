namespace Gatehouse.Server.Data;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Count} audit entries could not be written")]
    public static partial void AuditBatchFailed(this ILogger log, Exception problem, int count);
}
