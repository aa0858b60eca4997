using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Interactions.Mfa;

/// <summary>contract/experience-api.md 8.5, and the details of contract/management-webhooks.md 6.1.</summary>
public sealed class RiskRulesTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory(DisplayName = "new_country: not seen for 180 days")]
    [InlineData("KR", "KR", 1, false)]
    [InlineData("KR", "KR", 179, false)]
    [InlineData("KR", "KR", 180, true)]
    [InlineData("US", "KR", 1, true)]
    [InlineData("US", null, 0, true)]
    [InlineData(null, "KR", 1, false)]
    public void New_country(string? current, string? seen, int daysAgo, bool fires)
    {
        var context = new SignInContext("::1", null) { Country = current };
        var rules = RiskRules.Judge(context, History(seen is null ? [] : [Location(seen, daysAgo * 24)]), Now);
        Assert.Equal(fires ? ["new_country"] : [], rules.Select(rule => rule.Rule));
        if (current == "US" && seen == "KR") Assert.Equal("""{"currentCountry":"US","windowDays":180,"recentCountries":["KR"]}""", rules[0].Details.Text);
        if (seen is null) Assert.Equal("""{"currentCountry":"US","windowDays":180}""", rules[0].Details.Text);
    }

    [Theory(DisplayName = "geo_velocity: faster than 900 km/h since the last place")]
    [InlineData("37.5665", "126.9780", 0.01, false)]
    [InlineData("35.1796", "129.0756", 1, false)]
    [InlineData("35.1796", "129.0756", 0.3, true)]
    [InlineData("40.7128", "-74.0060", 6, true)]
    [InlineData("40.7128", "-74.0060", 12, true)]
    [InlineData("40.7128", "-74.0060", 13, false)]
    [InlineData("-37.5665", "-53.0220", 10, true)]
    [InlineData("40.7128", "-74.0060", 0, true)]
    [InlineData("91", "0", 0.01, false)]
    [InlineData("0", "181", 0.01, false)]
    [InlineData("NaN", "0", 0.01, false)]
    [InlineData("40.7128", null, 0.01, false)]
    public void Geo_velocity(string latitude, string? longitude, double hours, bool fires)
    {
        var context = new SignInContext("::1", null) { Latitude = latitude, Longitude = longitude };
        var rules = RiskRules.Judge(context, History([Location("KR", hours, 37.5665, 126.9780), Location("JP", hours + 1, 35.6762, 139.6503), Location("FR", hours)]), Now);
        Assert.Equal(fires ? ["geo_velocity"] : [], rules.Select(rule => rule.Rule));
        if (hours != 6) return;
        var details = rules[0].Details.ToElement();
        Assert.Equal(["previous", "current", "distanceKm", "durationHours", "speedKmh", "thresholdKmh"], details.EnumerateObject().Select(member => member.Name));
        Assert.InRange(details.GetProperty("distanceKm").GetDouble(), 11_000, 11_100);
        Assert.Equal((6.0, 900.0), (details.GetProperty("durationHours").GetDouble(), details.GetProperty("thresholdKmh").GetDouble()));
        Assert.Equal("KR", details.GetProperty("previous").GetProperty("country").GetString());
    }

    [Theory(DisplayName = "long_inactivity: more than 30 days since the last sign-in, or since the account was made")]
    [InlineData(30.0, 400.0, false)]
    [InlineData(30.1, 400.0, true)]
    [InlineData(null, 29.0, false)]
    [InlineData(null, 31.0, true)]
    public void Long_inactivity(double? daysSinceSignIn, double daysSinceCreation, bool fires)
    {
        var history = new SignInHistory(daysSinceSignIn is { } days ? Now.AddDays(-days) : null, Now.AddDays(-daysSinceCreation), []);
        var rules = RiskRules.Judge(new SignInContext("::1", null), history, Now);
        Assert.Equal(fires ? ["long_inactivity"] : [], rules.Select(rule => rule.Rule));
        if (fires) Assert.Equal(daysSinceSignIn is not null, rules[0].Details.ToElement().TryGetProperty("lastSignInAt", out _));
    }

    [Theory(DisplayName = "untrusted_ip: a bot score below 30, or marked as a robot")]
    [InlineData("29", null, true, """{"signals":{"botScore":29},"matchedSignals":["botScore"]}""")]
    [InlineData("29.9", "false", true, """{"signals":{"botScore":29.9,"botVerified":false},"matchedSignals":["botScore"]}""")]
    [InlineData("30", null, false, null)]
    [InlineData("99", "true", true, """{"signals":{"botScore":99,"botVerified":true},"matchedSignals":["botVerified"]}""")]
    [InlineData("1", "True", true, """{"signals":{"botScore":1,"botVerified":true},"matchedSignals":["botScore","botVerified"]}""")]
    [InlineData("nonsense", "nonsense", false, null)]
    [InlineData(null, null, false, null)]
    public void Untrusted_ip(string? score, string? verified, bool fires, string? details)
    {
        var rules = RiskRules.Judge(new SignInContext("::1", null) { BotScore = score, BotVerified = verified }, History([]), Now);
        Assert.Equal(fires ? ["untrusted_ip"] : [], rules.Select(rule => rule.Rule));
        if (fires) Assert.Equal(details, rules[0].Details.Text);
    }

    [Fact]
    public void A_later_request_stands_over_an_earlier_one_but_for_what_it_does_not_say()
    {
        var first = new SignInContext("1.1.1.1", "a") { Country = "KR", BotScore = "80" };
        var then = first.RenewedBy(new SignInContext("2.2.2.2", null) { Country = "US" });
        Assert.Equal(new SignInContext("2.2.2.2", null) { Country = "US", BotScore = "80" }, then);
    }

    [Theory]
    [InlineData(null, "x-logto-cf-country", "x-logto-cf-bot-score")]
    [InlineData("country=cf-ipcountry", "cf-ipcountry", "x-logto-cf-bot-score")]
    [InlineData(" botScore = x-bot , country=c ", "c", "x-bot")]
    public void Headers_may_have_other_names(string? setting, string country, string botScore)
    {
        var names = SignalHeaderNames.Parse(setting);
        Assert.Equal((country, botScore), (names.Country, names.BotScore));
    }

    [Theory]
    [InlineData("country")]
    [InlineData("planet=x-planet")]
    [InlineData("country=")]
    [InlineData("country=x y")]
    [InlineData("country=a=b")]
    public void A_setting_that_makes_no_sense_is_refused(string setting) => Assert.Throws<FormatException>(() => SignalHeaderNames.Parse(setting));

    private static SignInHistory History(IReadOnlyList<UserLocation> locations) => new(Now.AddDays(-1), Now.AddDays(-400), locations);

    private static UserLocation Location(string country, double hoursAgo, double? latitude = null, double? longitude = null) =>
        new() { TenantId = "default", UserId = "u", Country = country, Latitude = latitude, Longitude = longitude, SeenAt = Now.AddHours(-hoursAgo) };
}
