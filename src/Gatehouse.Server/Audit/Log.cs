namespace Gatehouse.Server.Audit;

internal static partial class Log
{
    [LoggerMessage(1901, LogLevel.Error, "The audit log could not be sealed or purged; the next minute tries again")]
    public static partial void PassFailed(this ILogger log, Exception problem);
}
