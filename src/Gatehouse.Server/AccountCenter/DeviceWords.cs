namespace Gatehouse.Server.AccountCenter;

/// <summary>A browser in words, by its user agent (RFC 9110 section 10.1.5): enough to tell one's own devices apart.</summary>
internal static class DeviceWords
{
    /// <summary>The first that is found is meant: others name each other.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Whale/", "Whale"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("FxiOS/", "Firefox"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <param name="agent">Null: nobody said.</param>
    public static string Of(AccountFrame frame, string? agent)
    {
        var names = new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>().ToList();
        return names.Count > 0 ? string.Join(" · ", names) : frame.Say("device.unknown");
    }

    private static string? Find((string Mark, string Name)[] known, string? agent) =>
        agent is null ? null : Array.Find(known, pair => agent.Contains(pair.Mark, StringComparison.Ordinal)).Name;
}
