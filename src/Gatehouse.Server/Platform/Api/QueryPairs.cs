using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Server.Platform.Api;

/// <summary>The query string as an ordered list: links must repeat it, and the search grammar counts repetitions.</summary>
internal static class QueryPairs
{
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string? query)
    {
        if (string.IsNullOrEmpty(query)) return [];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(query))
            pairs.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return pairs;
    }
}
