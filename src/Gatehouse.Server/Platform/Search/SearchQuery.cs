namespace Gatehouse.Server.Platform.Search;

internal sealed record SearchQuery(SearchJoint Joint, bool IsCaseSensitive, IReadOnlyList<SearchEntry> Entries);
