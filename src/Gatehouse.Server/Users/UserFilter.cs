using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>Which users are meant: the search grammar (contract/management-api.md 2.4).</summary>
internal sealed record UserFilter
{
    public static IReadOnlyList<IField> Fields { get; } = [];

    public SearchQuery? Search { get; init; }

    /// <param name="query">Decoded pairs, as a query string has them; unknown names are ignored.</param>
    public static Checked<UserFilter> Parse(IReadOnlyList<KeyValuePair<string, string>> query) => SearchGrammar.Parse(query,
        [SearchField.Of("id"), SearchField.Of("primaryEmail"), SearchField.Of("primaryPhone"), SearchField.Of("username"), SearchField.Of("name")]) switch
    {
        SearchOutcome.Accepted accepted => new UserFilter { Search = accepted.Query },
        _ => Refusal.InvalidRequest("the search can't be read"),
    };

    public Task<IQueryable<User>> ApplyAsync(GatehouseDb db, CancellationToken ct) => db.SearchAsync<User>(Search, ct, UserMapping.TextIndex);
}
