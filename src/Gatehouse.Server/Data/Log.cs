namespace Gatehouse.Server.Data;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Count} audit entries could not be written")]
    public static partial void AuditBatchFailed(this ILogger log, Exception problem, int count);

    [LoggerMessage(1002, LogLevel.Debug, "A connection without EF was opened")]
    public static partial void OpenedDirectly(this ILogger log);

    [LoggerMessage(1004, LogLevel.Information, "Listening for changes of other nodes")]
    public static partial void Listening(this ILogger log);

    [LoggerMessage(1005, LogLevel.Warning, "Changes of other nodes can't be listened for; the database is asked every second until they can")]
    public static partial void NotListening(this ILogger log, Exception problem);

    [LoggerMessage(1006, LogLevel.Warning, "A pooler between this node and PostgreSQL keeps notices back; the database is asked for changes every second")]
    public static partial void NothingToHear(this ILogger log);

    [LoggerMessage(1003, LogLevel.Error, "{Job} failed; it tries again in its time")]
    public static partial void PassFailed(this ILogger log, Exception problem, string job);
}
