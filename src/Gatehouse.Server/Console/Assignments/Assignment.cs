using System.Globalization;

namespace Gatehouse.Server.Console.Assignments;

/// <summary>
/// Who or what belongs to an object, as a tab of its pages: a list, a page to choose more from, and the way to take one away. <c>{0}</c> in a
/// path stands for the object's id.
/// </summary>
/// <param name="Name">Of its texts, <c>assign.NAME.…</c>.</param>
/// <param name="Key">The value of the route that is the object's id.</param>
/// <param name="Path">Of the tab.</param>
internal sealed record Assignment(string Name, string Key, string Path)
{
    /// <summary>Of a symbol in icons.svg.</summary>
    public required string Icon { get; init; }

    /// <summary>The list of the API.</summary>
    public required string Holders { get; init; }

    /// <summary>The list searches by <c>q</c>, not by the search grammar.</summary>
    public bool HasQuickSearch { get; init; }

    /// <summary>What can be chosen, of the API; with a query that leaves out who is there already.</summary>
    public required string Candidates { get; init; }

    /// <summary>What can be chosen is searched by <c>q</c>.</summary>
    public bool HasQuickCandidates { get; init; }

    /// <summary>The member of the body that adds some.</summary>
    public required string Member { get; init; }

    /// <summary>The console's page of one of them, without its id.</summary>
    public required string RowPath { get; init; }

    /// <summary>The API's routes, for the right to use them.</summary>
    public required string AddRoute { get; init; }

    /// <inheritdoc cref="AddRoute"/>
    public required string RemoveRoute { get; init; }

    /// <summary>The type of the organization roles that each has there; null where nobody has any.</summary>
    public string? RoleType { get; init; }

    public string PathOf(ConsoleVisit visit) => Fill(Path, visit.RouteForUrl(Key));

    public string HoldersOf(ConsoleVisit visit) => Fill(Holders, visit.RouteForUrl(Key));

    public string CandidatesOf(ConsoleVisit visit) => Fill(Candidates, visit.RouteForUrl(Key));

    private static string Fill(string pattern, string id) => string.Format(CultureInfo.InvariantCulture, pattern, id);
}

/// <summary>One of those that an object has: a user, an application, a role or an organization, as far as a list tells it.</summary>
/// <param name="OrganizationRoles">What a member of an organization may do there; null where the list is no organization's.</param>
internal sealed record AssignedThing(
    string Id, string? Name, string? Description, string? PrimaryEmail, string? PrimaryPhone, string? Username, string? Avatar, string? Type,
    IReadOnlyList<NamedThing>? OrganizationRoles)
{
    public string Shown => new[] { Name, PrimaryEmail, Username, PrimaryPhone }.FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? Id;

    /// <summary>What stands beneath the name.</summary>
    public string Second => new[] { PrimaryEmail, Username, PrimaryPhone, Description }.FirstOrDefault(value => !string.IsNullOrWhiteSpace(value) && value != Shown) ?? Id;
}

internal sealed record NamedThing(string Id, string Name);
