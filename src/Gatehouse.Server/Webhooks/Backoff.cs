using System.Security.Cryptography;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// When a failed delivery is tried again: after a second, then after twice as long each time up to an hour, somewhere in the upper half of
/// the span so that deliveries which failed together do not come back together.
/// </summary>
internal static class Backoff
{
    /// <summary>How long after the event a delivery is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private const int LongestSeconds = 3600;

    /// <param name="failures">From 1.</param>
    public static TimeSpan After(int failures)
    {
        var longest = Math.Min(LongestSeconds, Math.Pow(2, failures)) * 1000;
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)longest / 2, (int)longest + 1));
    }
}
