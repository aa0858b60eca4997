namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// One condition: any of the fields (wire names) matches. Several values occur in exact mode only and mean any of them;
/// in the other modes there is exactly one, a pattern that has been checked.
/// </summary>
internal sealed record SearchEntry(IReadOnlyList<string> Fields, SearchMode Mode, IReadOnlyList<string> Values);
