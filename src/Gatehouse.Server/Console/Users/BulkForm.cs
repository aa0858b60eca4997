using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console.Users;

/// <summary>The form over a list of users: the selected ones, or all that the list's filters match, as the API's bulk order (docs/bulk.md).</summary>
internal static class BulkForm
{
    public const string Action = "action";
    public const string Selected = "id";
    public const string Everyone = "all";

    public static JsonObject Order(ConsoleVisit visit)
    {
        var order = new JsonObject { ["action"] = visit.Form[Action] };
        // The list of roles stands in the same form as the other actions, which take none.
        if (visit.Form[Action].EndsWith("-role", StringComparison.Ordinal) && visit.Form["roleId"] is { Length: > 0 } roleId) order["roleId"] = roleId;
        if (visit.Form[Everyone].Length == 0)
        {
            order["userIds"] = new JsonArray([.. visit.Form.All(Selected).Select(id => (JsonNode)id)]);
            return order;
        }

        var query = new QueryBuilder();
        foreach (var (name, value) in UserFilters.FilterPairs(new ListState(visit)))
        {
            if (value.Length > 0) query.Add(name, value);
        }

        order["filter"] = query.ToQueryString().Value!.TrimStart('?');
        return order;
    }
}
