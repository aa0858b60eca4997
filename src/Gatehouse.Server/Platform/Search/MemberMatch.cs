namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// One condition on a column of JSON: the value at the path, as text, is this one. A number is compared as it was written, true and false
/// are the words; null, and what is not there, match nothing. A step into an array is its index.
/// </summary>
/// <param name="Column">In the model's words: <c>CustomData</c>.</param>
internal sealed record MemberMatch(string Column, IReadOnlyList<string> Path, string Value);
