using System.Globalization;

namespace Gatehouse.Server.Console.Users;

/// <summary>What the list of users can be filtered by: the names in the console's address and what they are to the API.</summary>
internal static class UserFilters
{
    /// <summary>Filters whose values the API takes as they stand in the address.</summary>
    private static readonly string[] AsTheyAre = ["isSuspended", "hasPassword", "hasMfa", "organizationId", "roleId", "applicationId"];

    /// <summary>Days in the address (<c>2026-01-31</c>, UTC), milliseconds for the API.</summary>
    private static readonly string[] Days = ["createdAfter", "createdBefore", "lastSignInAfter", "lastSignInBefore"];

    /// <summary>Search, filters and order, for a list.</summary>
    public static IEnumerable<(string Name, string Value)> ApiPairs(ListState list) => [.. FilterPairs(list), ("sort", list.Sort)];

    /// <summary>Who is meant, without an order: for lists, exports and work on all that match.</summary>
    public static IEnumerable<(string Name, string Value)> FilterPairs(ListState list)
    {
        yield return ("search", SearchTerm.Pattern(list.Search));
        foreach (var name in AsTheyAre) yield return (name, list[name]);
        foreach (var name in Days) yield return (name, Milliseconds(list[name]));
        if (list["customData"].Split('=', 2) is [{ Length: > 0 } path, var value]) yield return ("customData." + path, value);
    }

    /// <summary>What is no day is sent as it is: the API says what is wrong with it.</summary>
    private static string Milliseconds(string day) =>
        DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : day;
}
