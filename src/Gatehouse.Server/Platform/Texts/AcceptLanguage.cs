using System.Globalization;

namespace Gatehouse.Server.Platform.Texts;

/// <summary>The header <c>Accept-Language</c> (RFC 9110 section 12.5.4).</summary>
internal static class AcceptLanguage
{
    private const int MostRanges = 16;

    /// <summary>The languages that it names, the most wanted first; what it refuses is left out.</summary>
    public static IEnumerable<string> Read(string? header) => string.IsNullOrEmpty(header) ? [] : header
        .Split(',', MostRanges, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(range => range.Split(';', 2, StringSplitOptions.TrimEntries))
        .Select(parts => (Tag: parts[0], Weight: WeightOf(parts)))
        .Where(range => range.Weight > 0).OrderByDescending(range => range.Weight).Select(range => range.Tag);

    /// <summary>The language itself, then what it is a kind of: <c>ko-KR</c>, <c>ko</c>.</summary>
    public static IEnumerable<string> Widened(string tag) => tag.Contains('-', StringComparison.Ordinal) ? [tag, tag.Split('-', 2)[0]] : [tag];

    private static double WeightOf(string[] parts) =>
        parts.Length == 1 ? 1
        : parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase) && double.TryParse(parts[1].AsSpan(2), CultureInfo.InvariantCulture, out var weight) ? weight : 0;
}
