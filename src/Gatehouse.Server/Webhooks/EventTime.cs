using System.Globalization;

namespace Gatehouse.Server.Webhooks;

/// <summary>Unlike everywhere else, times in webhook payloads are ISO 8601 texts (contract/management-webhooks.md 6).</summary>
internal static class EventTime
{
    public static string Say(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
