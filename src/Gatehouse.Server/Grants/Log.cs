namespace Gatehouse.Server.Grants;

/// <summary>An address may carry its receiver's secrets: the log names the host only.</summary>
internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "Application {ApplicationId} at {Host} could not be told of a sign-out: {Reason}")]
    public static partial void LogoutNoticeFailed(this ILogger log, string applicationId, string host, string reason);

    [LoggerMessage(1202, LogLevel.Error, "Telling application {ApplicationId} of a sign-out broke off")]
    public static partial void LogoutNoticeBroke(this ILogger log, Exception problem, string applicationId);

    [LoggerMessage(1203, LogLevel.Error, "Application {ApplicationId} is not told of a sign-out: {Count} others wait already")]
    public static partial void LogoutNoticeDropped(this ILogger log, string applicationId, int count);
}
