using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Platform.Search;

/// <summary>
/// The search grammar of the Management API's lists. Keys count by how they begin: <c>search</c> and <c>mode</c> without a dot
/// speak of every field, whatever follows (<c>search[]</c>, <c>searchfoo</c>), with a dot of the one field behind it.
/// <c>searchFields</c> and <c>searchFields[]</c> are our addition: they restrict the search of every field to those they name.
/// </summary>
internal static class SearchGrammar
{
    private const string General = "*";

    public static SearchOutcome Parse(IEnumerable<KeyValuePair<string, string>> query, IReadOnlyList<SearchField> allowed)
    {
        var modes = new Dictionary<string, SearchMode>(StringComparer.Ordinal);
        var values = new List<(string Field, List<string> Values)>();
        var restriction = new HashSet<string>(StringComparer.Ordinal);
        string? joint = null, jointMode = null, caseSensitive = null;

        foreach (var (key, value) in query)
        {
            SearchOutcome.Refused? refused = null;
            if (key is "searchFields" or "searchFields[]") refused = ReadRestriction(key, value, allowed, restriction);
            else if (key.StartsWith("search", StringComparison.Ordinal)) refused = ReadValue(key, value, allowed, values);
            else if (key.StartsWith("mode", StringComparison.Ordinal)) refused = ReadMode(key, value, allowed, modes);
            else if (key == "joint") joint ??= value;
            else if (key == "jointMode") jointMode ??= value;
            else if (key == "isCaseSensitive") caseSensitive ??= value;
            if (refused is not null) return refused;
        }

        var jointText = string.IsNullOrEmpty(joint) ? jointMode ?? "" : joint;
        if (ReadJoint(jointText) is not { } combined) return new SearchOutcome.Refused(SearchProblem.InvalidJoint, jointText);

        var isCaseSensitive = Schemas.IsTruthy(caseSensitive);
        var entries = new List<SearchEntry>(values.Count);
        foreach (var (field, texts) in values)
        {
            var mode = modes.TryGetValue(field, out var own) || modes.TryGetValue(General, out own) ? own : SearchMode.Like;
            if (Reject(mode, texts, isCaseSensitive) is { } refused) return refused;
            entries.Add(new SearchEntry(FieldsOf(field, allowed, restriction), mode, texts));
        }
        return new SearchOutcome.Accepted(entries.Count == 0 ? null : new SearchQuery(combined, isCaseSensitive, entries));
    }

    private static SearchOutcome.Refused? ReadRestriction(
        string key, string value, IReadOnlyList<SearchField> allowed, HashSet<string> restriction)
    {
        if (value.Length == 0) return new SearchOutcome.Refused(SearchProblem.EmptyValue, key);
        if (Find(allowed, value) is not { } field) return new SearchOutcome.Refused(SearchProblem.UnknownField, value);
        restriction.Add(field.Name);
        return null;
    }

    private static SearchOutcome.Refused? ReadValue(
        string key, string value, IReadOnlyList<SearchField> allowed, List<(string Field, List<string> Values)> values)
    {
        if (!TryGetPath(key, out var path)) return new SearchOutcome.Refused(SearchProblem.NestedPath, key);
        var field = path is null ? General : Find(allowed, path)?.Name;
        if (field is null) return new SearchOutcome.Refused(SearchProblem.UnknownField, key);
        if (value.Length == 0) return new SearchOutcome.Refused(SearchProblem.EmptyValue, key);

        var known = values.FindIndex(entry => entry.Field == field);
        if (known < 0) values.Add((field, [value]));
        else values[known].Values.Add(value);
        return null;
    }

    private static SearchOutcome.Refused? ReadMode(
        string key, string value, IReadOnlyList<SearchField> allowed, Dictionary<string, SearchMode> modes)
    {
        if (!TryGetPath(key, out var path)) return new SearchOutcome.Refused(SearchProblem.NestedPath, key);
        SearchMode? mode = value switch
        {
            "like" => SearchMode.Like,
            "exact" => SearchMode.Exact,
            "similar_to" => SearchMode.SimilarTo,
            "posix" => SearchMode.Posix,
            _ => null,
        };
        if (mode is not { } known) return new SearchOutcome.Refused(SearchProblem.InvalidMode, value);

        var field = path is null ? General : Find(allowed, path)?.Name;
        if (field is not null) modes[field] = known;
        return null;
    }

    private static SearchJoint? ReadJoint(string joint) => joint switch
    {
        "" or "or" => SearchJoint.Or,
        "and" => SearchJoint.And,
        _ => null,
    };

    private static SearchOutcome.Refused? Reject(SearchMode mode, List<string> texts, bool isCaseSensitive)
    {
        if (mode != SearchMode.Exact && texts.Count > 1)
            return new SearchOutcome.Refused(SearchProblem.SeveralValues, texts[1]);
        if (mode == SearchMode.SimilarTo && !isCaseSensitive)
            return new SearchOutcome.Refused(SearchProblem.CaseInsensitiveSimilarTo, texts[0]);

        foreach (var text in texts)
        {
            // PostgreSQL stores and compares no NUL.
            var isPattern = !text.Contains('\0', StringComparison.Ordinal) && mode switch
            {
                SearchMode.Like => LikePattern.TryParse(text, out _),
                SearchMode.SimilarTo => SimilarToPattern.TryCompile(text, out _),
                SearchMode.Posix => PosixPattern.TryCompile(text, isCaseSensitive, out _),
                _ => true,
            };
            if (!isPattern) return new SearchOutcome.Refused(SearchProblem.InvalidPattern, text);
        }
        return null;
    }

    private static List<string> FieldsOf(string field, IReadOnlyList<SearchField> allowed, HashSet<string> restriction) =>
        field == General
            ? [.. allowed.Select(candidate => candidate.Name).Where(name => restriction.Count == 0 || restriction.Contains(name))]
            : [field];

    private static SearchField? Find(IReadOnlyList<SearchField> allowed, string name) =>
        allowed.FirstOrDefault(field => field.IsCalled(name));

    /// <summary>The part behind the dot, null without one; false when a second dot follows.</summary>
    private static bool TryGetPath(string key, out string? path)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        path = dot < 0 ? null : key[(dot + 1)..];
        return path is null || !path.Contains('.', StringComparison.Ordinal);
    }
}
