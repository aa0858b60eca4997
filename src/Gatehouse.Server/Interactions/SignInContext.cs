using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Interactions;

/// <summary>Where the user signs in from; all but the address is what the browser or the proxy in front says (contract/experience-api.md 2 and 8.5).</summary>
internal sealed record SignInContext(string Ip, string? UserAgent)
{
    public string? Country { get; init; }

    public string? City { get; init; }

    public string? Latitude { get; init; }

    public string? Longitude { get; init; }

    /// <summary>From 1, surely a robot, to 99.</summary>
    public string? BotScore { get; init; }

    /// <summary><c>true</c>: a robot that says so itself.</summary>
    public string? BotVerified { get; init; }

    /// <summary>Degrees; null: not known, or nowhere on earth.</summary>
    [JsonIgnore]
    public (double Latitude, double Longitude)? Position =>
        NumberOf(Latitude) is { } latitude and >= -90 and <= 90 && NumberOf(Longitude) is { } longitude and >= -180 and <= 180 ? (latitude, longitude) : null;

    public static SignInContext Of(ChangeOrigin origin) => new(origin.Ip ?? "", origin.UserAgent)
    {
        Country = origin.Signals?.Country,
        City = origin.Signals?.City,
        Latitude = origin.Signals?.Latitude,
        Longitude = origin.Signals?.Longitude,
        BotScore = origin.Signals?.BotScore,
        BotVerified = origin.Signals?.BotVerified,
    };

    /// <summary>Null for what is no finite number.</summary>
    public static double? NumberOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>As a later request has it. What that one does not say of place and robot stays as it was.</summary>
    public SignInContext RenewedBy(SignInContext later) => later with
    {
        Country = later.Country ?? Country,
        City = later.City ?? City,
        Latitude = later.Latitude ?? Latitude,
        Longitude = later.Longitude ?? Longitude,
        BotScore = later.BotScore ?? BotScore,
        BotVerified = later.BotVerified ?? BotVerified,
    };

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ip", Ip);
        Write("userAgent", UserAgent);
        Write("country", Country);
        Write("city", City);
        Write("latitude", Latitude);
        Write("longitude", Longitude);
        Write("botScore", BotScore);
        Write("botVerified", BotVerified);
        json.WriteEndObject();

        void Write(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }
    }
}
