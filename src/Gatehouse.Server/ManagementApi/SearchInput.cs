using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Search;

namespace Gatehouse.Server.ManagementApi;

/// <summary>The search of a list (contract/management-api.md 2.4): its keys in the query, its problems as 400 <c>request.invalid_input</c>.</summary>
internal static class SearchInput
{
    /// <summary>What users are searched by.</summary>
    public static IReadOnlyList<SearchField> UserFields { get; } =
        [SearchField.Of("id"), SearchField.Of("primaryEmail"), SearchField.Of("primaryPhone"), SearchField.Of("username"), SearchField.Of("name")];

    /// <summary>What applications, roles and scopes are searched by.</summary>
    public static IReadOnlyList<SearchField> NamedThingFields { get; } = [SearchField.Of("id"), SearchField.Of("name"), SearchField.Of("description")];

    /// <summary>The query is null when nothing is searched for.</summary>
    public static Checked<Found> Read(ApiCall call, IReadOnlyList<SearchField> fields) => SearchGrammar.Parse(call.QueryPairs, fields) switch
    {
        SearchOutcome.Accepted accepted => new Found(accepted.Query),
        SearchOutcome.Refused refused => Refusal.InvalidRequest(Reason(refused)) with { Data = Platform.Json.JsonText.EmptyObject },
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
