namespace Gatehouse.Server.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger log, Exception problem, string method, string path);

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Path} could not be answered because the database is away")]
    public static partial void DatabaseAway(this ILogger log, Exception problem, string method, string path);

    [LoggerMessage(2, LogLevel.Information, "Gatehouse serves tenant default at {Endpoint} and tenant admin at {AdminEndpoint}, on {Database}")]
    public static partial void Serving(this ILogger log, string endpoint, string adminEndpoint, string database);

    [LoggerMessage(3, LogLevel.Warning, "TEST MODE: anybody who reaches this server administers it. Never use it with real data")]
    public static partial void TestModeIsOn(this ILogger log);
}
