using System.Globalization;

namespace Gatehouse.Server.Console.Parts;

/// <summary>Says how long ago something was, or how soon it will be; what is more than a month away is told by its date.</summary>
internal static class RelativeTime
{
    private static readonly (long Seconds, string Name)[] Units = [(86400, "days"), (3600, "hours"), (60, "minutes")];

    /// <param name="milliseconds">Since 1970.</param>
    public static string Say(ConsoleFrame frame, long milliseconds)
    {
        var away = milliseconds / 1000 - frame.Now.ToUnixTimeSeconds();
        var distance = Math.Abs(away);
        if (distance > 30 * 86400) return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (seconds, name) in Units)
        {
            if (distance < seconds) continue;
            var number = distance / seconds;
            return frame.Say($"time.{(away < 0 ? "ago" : "in")}_{(number == 1 ? name[..^1] : name)}", ("n", number.ToString(CultureInfo.InvariantCulture)));
        }

        return frame.Say("time.now");
    }
}
