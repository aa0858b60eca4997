using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>Turns what a form has ticked into calls that add and take away: for relations that the API has no replacement of.</summary>
internal static class Difference
{
    /// <param name="path">Of the relation: POST adds there, DELETE takes away below it.</param>
    /// <param name="member">Of the body that adds.</param>
    /// <param name="had">The ids that are there.</param>
    /// <param name="chosen">The ids that shall be there.</param>
    /// <returns>The first refusal; null when all was done.</returns>
    public static async Task<ApiProblem?> ApplyAsync(ConsoleVisit visit, string path, string member, IReadOnlyList<string> had, IReadOnlyList<string> chosen)
    {
        var added = chosen.Except(had).ToList();
        if (added.Count > 0)
        {
            var answer = await visit.Api.PostAsync(path, new JsonObject { [member] = new JsonArray([.. added.Select(id => (JsonNode)id)]) });
            if (!answer.IsGood) return answer.Problem;
        }

        foreach (var id in had.Except(chosen))
        {
            var answer = await visit.Api.DeleteAsync($"{path}/{Uri.EscapeDataString(id)}");
            if (!answer.IsGood && answer.Status != StatusCodes.Status404NotFound) return answer.Problem;
        }

        return null;
    }
}
