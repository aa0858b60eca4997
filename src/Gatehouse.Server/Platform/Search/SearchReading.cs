using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Search;

/// <summary>The search of a list (contract/management-api.md 2.4), or why it is none: 400 <c>request.invalid_input</c>.</summary>
internal static class SearchReading
{
    /// <summary>The query is null when nothing is searched for.</summary>
    public static Checked<Found> Read(IReadOnlyList<KeyValuePair<string, string>> query, IReadOnlyList<SearchField> fields) => SearchGrammar.Parse(query, fields) switch
    {
        SearchOutcome.Accepted accepted => new Found(accepted.Query),
        SearchOutcome.Refused refused => Refusal.InvalidRequest(Reason(refused)) with { Data = JsonText.EmptyObject },
        var other => throw new InvalidOperationException(other.ToString()),
    };

    /// <summary>A search, or none.</summary>
    internal readonly record struct Found(SearchQuery? Query);

    private static string Reason(SearchOutcome.Refused refused) => refused.Problem switch
    {
        SearchProblem.NestedPath => $"'{refused.Text}' names a field below a field",
        SearchProblem.UnknownField => $"'{refused.Text}' is not a field that can be searched",
        SearchProblem.EmptyValue => $"'{refused.Text}' has no value",
        SearchProblem.SeveralValues => "only mode exact takes several values",
        SearchProblem.InvalidMode => $"'{refused.Text}' is not a search mode",
        SearchProblem.InvalidJoint => $"'{refused.Text}' is not a joint mode",
        SearchProblem.CaseInsensitiveSimilarTo => "mode similar_to needs isCaseSensitive=true",
        _ => $"'{refused.Text}' is not a pattern of its mode",
    };
}
