using System.Globalization;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>How deliveries went, in words.</summary>
internal static class HookRate
{
    public static string Say(ConsoleFrame frame, HookStats? stats) => stats is null or { RequestCount: 0 }
        ? frame.Say("hooks.no_deliveries")
        : frame.Say("hooks.rate", ("percent", (100m * stats.SuccessCount / stats.RequestCount).ToString("0.#", CultureInfo.InvariantCulture)), ("n", stats.RequestCount.ToString("N0", CultureInfo.InvariantCulture)));
}
