using System.Diagnostics;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>Waits for what happens beside the test, by looking again and again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<T> Async<T>(Func<Task<T>> look, Func<T, bool> isThere, string what, Func<T, string>? describe = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (isThere(seen)) return seen;
            Assert.True(watch.Elapsed < Patience, $"Waited in vain for {what}; last seen: {describe?.Invoke(seen) ?? seen?.ToString()}");
            await Task.Delay(5);
        }
    }
}
