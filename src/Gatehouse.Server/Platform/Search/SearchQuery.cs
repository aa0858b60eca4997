namespace Gatehouse.Server.Platform.Search;

internal sealed record SearchQuery(SearchJoint Joint, bool IsCaseSensitive, IReadOnlyList<SearchEntry> Entries)
{
    /// <summary>
    /// The quick filter <c>q</c>: rows with the text anywhere in any of the fields, in upper or lower case; its wildcards stand for
    /// themselves (contract/management-organizations.md). Null, which is no filter, without a text.
    /// </summary>
    public static SearchQuery? Containing(string? text, params IReadOnlyList<string> fields) => string.IsNullOrEmpty(text)
        ? null : new SearchQuery(SearchJoint.Or, false, [new SearchEntry(fields, SearchMode.Like, [$"%{LikePattern.Escape(text)}%"])]);
}
