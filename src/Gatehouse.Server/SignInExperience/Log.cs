namespace Gatehouse.Server.SignInExperience;

internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Warning, "The captcha provider could not say whether a token is good: {Reason}")]
    public static partial void CaptchaNotAsked(this ILogger log, string reason);
}
