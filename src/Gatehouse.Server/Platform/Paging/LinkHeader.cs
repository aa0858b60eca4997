using System.Globalization;

namespace Gatehouse.Server.Platform.Paging;

/// <summary>The <c>Link</c> headers (RFC 8288) of a paged answer, one value a header.</summary>
internal static class LinkHeader
{
    /// <param name="origin">Scheme and authority, no slash at the end.</param>
    /// <param name="pathWithoutApi">As it was sent, still percent-encoded, without <c>/api</c>.</param>
    /// <param name="originalQuery">Decoded, in the order of the request.</param>
    /// <param name="page">May lie beyond the end: then the previous page is the one before it, not the last.</param>
    /// <param name="total">Rows, not pages.</param>
    /// <param name="isCapped">The total is not the true one: where the list ends is unknown.</param>
    public static IReadOnlyList<string> Build(
        string origin, string pathWithoutApi, IEnumerable<KeyValuePair<string, string>> originalQuery, Page page, long total,
        bool isCapped = false)
    {
        var last = Math.Max(1, (total + page.Size - 1) / page.Size);
        var parameters = Merge(originalQuery, "page");
        var links = new List<string>(4) { Link(1, "first") };
        if (page.Number > 1) links.Add(Link(page.Number - 1, "prev"));
        if (isCapped) return links;
        links.Add(Link(last, "last"));
        if (page.Number < last) links.Add(Link(page.Number + 1, "next"));
        return links;

        string Link(long number, string relation)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            var query = FormQuery.Encode(parameters.Select(pair => pair.Key == "page" ? KeyValuePair.Create("page", text) : pair));
            return $"<{origin}{pathWithoutApi}?{query}>; rel=\"{relation}\"";
        }
    }

    /// <summary>The one link of a list that is read by cursor: the same request, behind the last item.</summary>
    /// <inheritdoc cref="Build"/>
    public static string Next(string origin, string pathWithoutApi, IEnumerable<KeyValuePair<string, string>> originalQuery, string cursor)
    {
        var query = FormQuery.Encode(Merge(originalQuery, "cursor").Select(pair => pair.Key == "cursor" ? KeyValuePair.Create("cursor", cursor) : pair));
        return $"<{origin}{pathWithoutApi}?{query}>; rel=\"next\"";
    }

    /// <summary>One parameter a name, where the name came first; the one that will be set is at the end when it did not come.</summary>
    private static List<KeyValuePair<string, string>> Merge(IEnumerable<KeyValuePair<string, string>> query, string set)
    {
        var merged = query.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .Select(values => KeyValuePair.Create(values.Key, string.Join(',', values))).ToList();
        if (!merged.Exists(pair => pair.Key == set)) merged.Add(KeyValuePair.Create(set, ""));
        return merged;
    }
}
