using System.Globalization;

namespace Gatehouse.Server.Console.Parts;

/// <summary>Says how long something lasts, in the largest unit that leaves no rest.</summary>
internal static class Duration
{
    private static readonly (long Seconds, string Name)[] Units = [(86400, "days"), (3600, "hours"), (60, "minutes")];

    public static string Say(ConsoleFrame frame, long seconds)
    {
        var (size, name) = Array.Find(Units, unit => seconds > 0 && seconds % unit.Seconds == 0) is { Seconds: > 0 } found ? found : (1, "seconds");
        var number = seconds / size;
        return frame.Say($"duration.{(number == 1 ? name[..^1] : name)}", ("n", number.ToString("N0", CultureInfo.InvariantCulture)));
    }
}
