namespace Gatehouse.Server.Seeding;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "There is no administrator yet. Whoever opens this link first, within 24 hours, owns the installation: {Link}")]
    public static partial void NoAdministrator(this ILogger log, string link);

    [LoggerMessage(2002, LogLevel.Information, "The bootstrap {Kind} {Id} was made")]
    public static partial void Bootstrapped(this ILogger log, string kind, string id);
}
