namespace Gatehouse.Server.Platform.Configuration;

/// <summary>The headers in which the proxy in front tells of a request's place, and of robots (contract/experience-api.md 8.5).</summary>
internal sealed record SignalHeaderNames
{
    public string Country { get; init; } = "x-logto-cf-country";

    public string City { get; init; } = "x-logto-cf-city";

    public string Latitude { get; init; } = "x-logto-cf-latitude";

    public string Longitude { get; init; } = "x-logto-cf-longitude";

    public string BotScore { get; init; } = "x-logto-cf-bot-score";

    public string BotVerified { get; init; } = "x-logto-cf-bot-verified";

    public IReadOnlyList<string> All => [Country, City, Latitude, Longitude, BotScore, BotVerified];

    /// <param name="setting">Pairs of signal and header, for example <c>country=cf-ipcountry,city=cf-ipcity</c>; the others keep their names.</param>
    /// <exception cref="FormatException">A signal is unknown, or a header's name is none.</exception>
    public static SignalHeaderNames Parse(string? setting)
    {
        var names = new SignalHeaderNames();
        foreach (var pair in (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[1].Length == 0 || !parts[1].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw new FormatException($"'{pair}' is no pair of a signal and a header");
            names = parts[0] switch
            {
                "country" => names with { Country = parts[1] },
                "city" => names with { City = parts[1] },
                "latitude" => names with { Latitude = parts[1] },
                "longitude" => names with { Longitude = parts[1] },
                "botScore" => names with { BotScore = parts[1] },
                "botVerified" => names with { BotVerified = parts[1] },
                _ => throw new FormatException($"'{parts[0]}' is none of country, city, latitude, longitude, botScore, botVerified"),
            };
        }

        return names;
    }
}
