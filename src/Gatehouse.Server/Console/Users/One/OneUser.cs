using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>What the pages of one user have in common.</summary>
internal static class OneUser
{
    /// <exception cref="ApiRefusedException">There is no such user; the page's edge says so.</exception>
    public static Task<ConsoleUser> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleUser>(ApiPath(visit) + "?includeSignInCounts=true");

    /// <summary>Of the user that the page's address names, in the Management API.</summary>
    public static string ApiPath(ConsoleVisit visit) => "/api/users/" + visit.RouteForUrl("userId");

    /// <summary>Of a page of that user, within the tenant.</summary>
    /// <param name="tab">Empty for the first one, else with its slash.</param>
    public static string Path(ConsoleVisit visit, string tab) => "/users/" + visit.RouteForUrl("userId") + tab;

    /// <summary>A list that the page can do without where the role may not read it: empty then.</summary>
    /// <param name="pattern">The route of the Management API.</param>
    public static async Task<IReadOnlyList<T>> ListIfAllowedAsync<T>(ConsoleVisit visit, string pattern, string path) =>
        visit.Frame.May("GET", pattern) && await visit.Api.GetAsync(path) is { IsGood: true } answer ? answer.Read<List<T>>() : [];

    /// <summary>After a change: back to the tab with what was done, or the page again with why not.</summary>
    public static async Task FinishAsync(ConsoleVisit visit, ApiAnswer answer, string tab, string notice, string value, Func<ApiProblem, Task> show)
    {
        if (answer.IsGood) visit.Done(Path(visit, tab), notice, value);
        else await show(answer.Problem);
    }

    public static JsonArray Ids(IEnumerable<string> ids) => [.. ids.Select(id => (JsonNode)id)];
}
