using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// What makes a sign-in unusual (contract/experience-api.md 8.5; the details as in contract/management-webhooks.md 6.1). What the proxy does
/// not say fires nothing.
/// </summary>
internal static class RiskRules
{
    private const double FastestTravel = 900;
    private const double LongestAbsence = 30;
    private const double LeastBotScore = 30;
    private const double EarthRadius = 6371;

    /// <summary>Of a moment at least, so that a speed is a number.</summary>
    private const double ShortestTravel = 1.0 / 3600;

    public static IReadOnlyList<TriggeredRule> Judge(SignInContext context, SignInHistory history, DateTime now)
    {
        var seen = history.Locations.Where(location => now - location.SeenAt < UserLocation.Remembered).ToList();
        TriggeredRule?[] rules = [NewCountry(context, seen), GeoVelocity(context, seen, now), LongInactivity(history, now), UntrustedIp(context)];
        return [.. rules.OfType<TriggeredRule>()];
    }

    private static TriggeredRule? NewCountry(SignInContext context, IReadOnlyList<UserLocation> seen)
    {
        if (context.Country is not { } country || seen.Any(location => location.Country == country)) return null;
        var recent = seen.Select(location => location.Country).Where(name => name.Length > 0).Order(StringComparer.Ordinal).ToList();
        return new TriggeredRule("new_country", Details(json =>
        {
            json.WriteString("currentCountry", country);
            json.WriteNumber("windowDays", UserLocation.Remembered.TotalDays);
            if (recent.Count == 0) return;
            json.WritePropertyName("recentCountries");
            JsonText.Strings(recent).WriteTo(json);
        }));
    }

    private static TriggeredRule? GeoVelocity(SignInContext context, IReadOnlyList<UserLocation> seen, DateTime now)
    {
        if (context.Position is not { } here) return null;
        if (seen.Where(location => location is { Latitude: not null, Longitude: not null }).MaxBy(location => location.SeenAt) is not { } last) return null;
        var there = (Latitude: last.Latitude!.Value, Longitude: last.Longitude!.Value);
        var distance = DistanceOf(there, here);
        var hours = (now - last.SeenAt).TotalHours;
        var speed = distance / Math.Max(hours, ShortestTravel);
        return speed <= FastestTravel ? null : new TriggeredRule("geo_velocity", Details(json =>
        {
            WritePlace(json, "previous", last.Country, last.City, there);
            WritePlace(json, "current", context.Country, context.City, here);
            json.WriteNumber("distanceKm", Math.Round(distance, 1));
            json.WriteNumber("durationHours", Math.Round(hours, 3));
            json.WriteNumber("speedKmh", Math.Round(speed, 1));
            json.WriteNumber("thresholdKmh", FastestTravel);
        }));
    }

    /// <summary>Who never signed in has been away since the account was made.</summary>
    private static TriggeredRule? LongInactivity(SignInHistory history, DateTime now)
    {
        var days = (now - (history.LastSignInAt ?? history.CreatedAt)).TotalDays;
        return days <= LongestAbsence ? null : new TriggeredRule("long_inactivity", Details(json =>
        {
            if (history.LastSignInAt is { } last) json.WriteNumber("lastSignInAt", new DateTimeOffset(last).ToUnixTimeMilliseconds());
            json.WriteNumber("inactivityDays", Math.Floor(days));
            json.WriteNumber("thresholdDays", LongestAbsence);
        }));
    }

    private static TriggeredRule? UntrustedIp(SignInContext context)
    {
        List<string> matched = [];
        var score = SignInContext.NumberOf(context.BotScore);
        if (score < LeastBotScore) matched.Add("botScore");
        if (string.Equals(context.BotVerified, "true", StringComparison.OrdinalIgnoreCase)) matched.Add("botVerified");
        return matched.Count == 0 ? null : new TriggeredRule("untrusted_ip", Details(json =>
        {
            json.WriteStartObject("signals");
            if (score is { } number) json.WriteNumber("botScore", number);
            if (context.BotVerified is { } isBot) json.WriteBoolean("botVerified", string.Equals(isBot, "true", StringComparison.OrdinalIgnoreCase));
            json.WriteEndObject();
            json.WritePropertyName("matchedSignals");
            JsonText.Strings(matched).WriteTo(json);
        }));
    }

    /// <summary>Along a great circle, in kilometres (haversine formula).</summary>
    private static double DistanceOf((double Latitude, double Longitude) from, (double Latitude, double Longitude) to)
    {
        var (latitude, longitude) = (double.DegreesToRadians(to.Latitude - from.Latitude), double.DegreesToRadians(to.Longitude - from.Longitude));
        var half = Math.Pow(Math.Sin(latitude / 2), 2)
            + (Math.Cos(double.DegreesToRadians(from.Latitude)) * Math.Cos(double.DegreesToRadians(to.Latitude)) * Math.Pow(Math.Sin(longitude / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    private static void WritePlace(Utf8JsonWriter json, string name, string? country, string? city, (double Latitude, double Longitude) position)
    {
        json.WriteStartObject(name);
        if (!string.IsNullOrEmpty(country)) json.WriteString("country", country);
        if (city is not null) json.WriteString("city", city);
        json.WriteNumber("latitude", position.Latitude);
        json.WriteNumber("longitude", position.Longitude);
        json.WriteEndObject();
    }

    private static JsonText Details(Action<Utf8JsonWriter> write) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });
}

/// <summary>What is known of a user's sign-ins before this one.</summary>
/// <param name="LastSignInAt">Null: never.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="Locations">The last time in each country.</param>
internal sealed record SignInHistory(DateTime? LastSignInAt, DateTime CreatedAt, IReadOnlyList<UserLocation> Locations);

/// <param name="Rule">Its name on the wire.</param>
/// <param name="Details">A JSON object: what it saw.</param>
internal sealed record TriggeredRule(string Rule, JsonText Details);
