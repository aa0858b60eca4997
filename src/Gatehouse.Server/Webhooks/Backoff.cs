using System.Security.Cryptography;

namespace Gatehouse.Server.Webhooks;

/// <summary>
/// When a failed delivery is tried again: after a second or two, then after twice as long each time up to the longest pause, somewhere in the
/// upper half of the span so that deliveries which failed together do not come back together.
/// </summary>
internal static class Backoff
{
    /// <param name="failures">From 1.</param>
    public static TimeSpan After(int failures, TimeSpan longest)
    {
        var span = Math.Min(longest.TotalSeconds, Math.Pow(2, failures)) * 1000;
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)span / 2, (int)span + 1));
    }
}
