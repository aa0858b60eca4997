using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Search;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi;

/// <summary>The search of a list (contract/management-api.md 2.4), read from the query of a call.</summary>
internal static class SearchInput
{
    /// <summary>What users are searched by.</summary>
    public static IReadOnlyList<SearchField> UserFields => UserFilter.SearchFields;

    /// <summary>What applications, roles and scopes are searched by.</summary>
    public static IReadOnlyList<SearchField> NamedThingFields { get; } = [SearchField.Of("id"), SearchField.Of("name"), SearchField.Of("description")];

    /// <inheritdoc cref="SearchReading.Read"/>
    public static Checked<SearchReading.Found> Read(ApiCall call, IReadOnlyList<SearchField> fields) => SearchReading.Read(call.QueryPairs, fields);
}
