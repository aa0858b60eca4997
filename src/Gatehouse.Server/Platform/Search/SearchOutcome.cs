namespace Gatehouse.Server.Platform.Search;

internal abstract record SearchOutcome
{
    private SearchOutcome()
    {
    }

    /// <summary>The query is null when nothing is searched for.</summary>
    internal sealed record Accepted(SearchQuery? Query) : SearchOutcome;

    /// <summary>The text is the part of the query string that offends: a key, or a value where the value is at fault.</summary>
    internal sealed record Refused(SearchProblem Problem, string Text) : SearchOutcome;
}
