namespace Gatehouse.Server.Console;

/// <summary>What somebody types into a search, in the API's grammar (contract/management-api.md 2.4): it means itself, anywhere in a value.</summary>
internal static class SearchTerm
{
    /// <summary>The value of <c>search</c>; empty for an empty term.</summary>
    public static string Pattern(string term) => term.Length == 0 ? "" : $"%{term.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    /// <summary>The first few that match, for a query.</summary>
    public static string Query(string term, int most) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?page=1&page_size={most}&search={Uri.EscapeDataString(Pattern(term))}");
}
