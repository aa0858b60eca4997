namespace Gatehouse.Server.Platform.Json;

/// <summary>Times on the wire are milliseconds since 1970-01-01 UTC (contract/management-api.md 1.8).</summary>
internal static class EpochTime
{
    public static long ToEpochMilliseconds(this DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;
}
