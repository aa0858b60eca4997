namespace Gatehouse.Server.Interactions;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "Removing what has expired failed; it is tried again in an hour")]
    public static partial void PurgeFailed(this ILogger log, Exception problem);
}
