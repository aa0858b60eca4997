namespace Gatehouse.Server.Console.Users;

/// <summary>What people call a browser, from its User-Agent (RFC 9110 section 10.1.5): good enough to recognise one's own.</summary>
internal static class UserAgentName
{
    // Those that name others come before them.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Whale", "Whale"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <returns>Null where nothing is recognised.</returns>
    public static string? Of(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent)) return null;
        var parts = new[] { NameIn(Browsers, userAgent), NameIn(Systems, userAgent) }.Where(part => part is not null).ToList();
        return parts.Count > 0 ? string.Join(" · ", parts) : null;
    }

    private static string? NameIn((string Mark, string Name)[] known, string userAgent) =>
        Array.Find(known, one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
