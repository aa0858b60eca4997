using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console.Users;

/// <summary>GET /console/{tenant}/users/export: the users that the list shows, as a file, straight from the API's own download.</summary>
internal sealed class ExportUsersPage : IConsolePage
{
    public const string Path = "/users/export";

    public Task GetAsync(ConsoleVisit visit)
    {
        var query = new QueryBuilder { { "format", visit.Query("format") is "csv" ? "csv" : "ndjson" } };
        foreach (var (name, value) in UserFilters.FilterPairs(new ListState(visit)))
        {
            if (value.Length > 0) query.Add(name, value);
        }

        return visit.Api.PassOnAsync("/api/users/export" + query.ToQueryString().ToUriComponent());
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}
