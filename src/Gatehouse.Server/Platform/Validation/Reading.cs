using System.Text.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>
/// One walk over an input: where it stands and what it found wrong so far. Issues are collected, not only the first, but not so many that
/// the answer becomes far bigger than the request.
/// </summary>
internal sealed class Reading
{
    private const int MostIssues = 100;
    private readonly List<object> path = [];
    private readonly List<Issue> issues = [];

    public IReadOnlyList<Issue> Issues => issues;

    public object[] Path => [.. path];

    public void Add(Issue issue)
    {
        if (issues.Count < MostIssues) issues.Add(issue);
    }

    public void Enter(object step) => path.Add(step);

    public void Leave() => path.RemoveAt(path.Count - 1);

    public bool InvalidType(string expected, JsonElement value)
    {
        Add(Issue.InvalidType(Path, expected, NameOf(value)));
        return false;
    }

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "undefined",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
