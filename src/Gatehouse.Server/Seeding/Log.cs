namespace Gatehouse.Server.Seeding;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "There is no administrator yet: run 'gatehouse admin create', or set BOOTSTRAP_ADMIN_USERNAME and BOOTSTRAP_ADMIN_PASSWORD")]
    public static partial void NoAdministrator(this ILogger log);

    [LoggerMessage(2002, LogLevel.Information, "The bootstrap {Kind} {Id} was made")]
    public static partial void Bootstrapped(this ILogger log, string kind, string id);
}
