using System.Globalization;

namespace Gatehouse.Server.Platform.Json;

/// <summary>Times on the wire are milliseconds since 1970-01-01 UTC (contract/management-api.md 1.8).</summary>
internal static class EpochTime
{
    public static long ToEpochMilliseconds(this DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>Seconds, as the facts of sessions and grants have them.</summary>
    public static long ToEpochSeconds(this DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>ISO 8601 with milliseconds, for the few places that want it.</summary>
    public static string ToIsoText(this DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
