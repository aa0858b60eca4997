namespace Gatehouse.Server.Jobs;

internal static partial class Log
{
    [LoggerMessage(1702, LogLevel.Error, "Job {JobId} broke off")]
    public static partial void JobBrokeOff(this ILogger log, Exception problem, string jobId);

    [LoggerMessage(1703, LogLevel.Error, "Job {JobId} could not be given back; another node takes it when its lease ends")]
    public static partial void JobNotReleased(this ILogger log, Exception problem, string jobId);

    [LoggerMessage(1704, LogLevel.Information, "Job {JobId} ({Type}) ended as {State}: {Succeeded} rows succeeded, {Failed} failed")]
    public static partial void JobEnded(this ILogger log, string jobId, string type, JobState state, long succeeded, long failed);
}
