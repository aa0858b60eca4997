using System.Globalization;

namespace Gatehouse.Server.Console.AuditLog;

/// <summary>What the audit log can be filtered by: the names in the console's address and what they are to the API.</summary>
internal static class AuditFilters
{
    /// <summary>How far back a search by result looks that names no day: nothing but reading tells the result of an entry.</summary>
    private const int DaysByResult = 30;

    /// <summary>Keys that are looked for most, to choose from.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "Interaction.SignIn.Submit", "Interaction.Register.Submit", "Interaction.ForgotPassword.Submit", "Interaction.SignIn.Verification.Password.Submit",
        "Interaction.SignIn.Verification.EmailVerificationCode.Submit", "ExchangeTokenBy.AuthorizationCode", "ExchangeTokenBy.RefreshToken",
        "ExchangeTokenBy.ClientCredentials", "RevokeToken", "Change.User.Created", "Change.User.Updated", "Change.User.Deleted", "Change.Application.Created",
        "Change.Role.Updated", "Change.Hook.Updated", "Change.Setting.Updated",
    ];

    public static IEnumerable<(string Name, string Value)> ApiPairs(ListState list, DateTimeOffset now)
    {
        yield return ("includeAll", list["kind"] is "listed" ? "" : "true");
        yield return ("enableCap", "true");
        foreach (var pair in ForExport(list, now)) yield return pair;
    }

    /// <summary>Without what belongs to a list.</summary>
    public static IEnumerable<(string Name, string Value)> ForExport(ListState list, DateTimeOffset now)
    {
        foreach (var name in (string[])["userId", "applicationId", "logKey", "result"]) yield return (name, list[name]);
        var from = list["from"].Length == 0 && list["result"].Length > 0 ? Number(now.AddDays(-DaysByResult)) : StartOf(list["from"], 0);
        yield return ("start_time", from);
        // The day itself belongs to it; the API's bound is inclusive.
        yield return ("end_time", StartOf(list["to"], 1));
    }

    /// <summary>What is no day is sent as it is: the API says what is wrong with it.</summary>
    private static string StartOf(string day, int later) =>
        DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Number(time.AddDays(later).AddMilliseconds(later == 0 ? 0 : -1)) : day;

    private static string Number(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
