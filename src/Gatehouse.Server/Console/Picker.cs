using System.Globalization;
using Gatehouse.Server.Console.Assignments;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Console;

/// <summary>
/// Things to choose from, of which there may be any number: what is chosen already, and the first that match what somebody looks for. The search
/// stands in the page's address (<see cref="FieldOf"/>); with script it is asked as one types.
/// </summary>
/// <param name="Name">Of the field that holds what is chosen.</param>
/// <param name="Term">What is looked for; empty for the first of all.</param>
/// <param name="HasMore">More match than are shown.</param>
internal sealed record Picker(string Name, string Term, IReadOnlyList<AssignedThing> Choices, bool HasMore)
{
    /// <summary>How many are shown at once.</summary>
    public const int Most = 20;

    /// <summary>What the parameters of the address begin with that look for something to choose; they are no filters.</summary>
    public const string Prefix = "find-";

    /// <summary>Chosen things whose names are looked up.</summary>
    private const int MostChosen = 50;

    /// <summary>There is nothing to look for: all of them are in sight.</summary>
    public bool IsWhole => Term.Length == 0 && !HasMore;

    /// <summary>The role lets the reader see what there is.</summary>
    public bool MayLook { get; init; } = true;

    public static string FieldOf(string name) => Prefix + name;

    /// <param name="chosen">Ids that are shown whatever is looked for.</param>
    public static async Task<Picker> ReadAsync(ConsoleVisit visit, string name, PickerSource source, params IEnumerable<string> chosen)
    {
        var term = visit.Query(FieldOf(name)).Trim();
        if (!visit.Frame.May("GET", source.Pattern)) return new Picker(name, term, [], false) { MayLook = false };
        var found = await visit.Api.ListAsync<AssignedThing>(source.QueryOf(term));
        var choices = found.Items.ToList();
        foreach (var id in chosen.Where(id => id.Length > 0 && !choices.Exists(choice => choice.Id == id)).Distinct().Take(MostChosen).ToList())
        {
            // One that is gone meanwhile stands there by its id, to be taken away.
            var answer = await visit.Api.GetAsync($"{source.One}/{Uri.EscapeDataString(id)}");
            choices.Add(answer.IsGood ? answer.Read<AssignedThing>() : new AssignedThing(id, null, null, null, null, null, null, null, null));
        }

        return new Picker(name, term, choices, found.Total > found.Items.Count);
    }

    /// <summary>What people call one of them.</summary>
    public string NameOf(string id) => Choices.FirstOrDefault(choice => choice.Id == id)?.Shown ?? id;
}

/// <summary>A list of the Management API that something is chosen from.</summary>
/// <param name="Pattern">The route, for the right to read it.</param>
/// <param name="One">The path before an id.</param>
/// <param name="More">Of the query, besides page and search: <c>type=User</c>; may be empty.</param>
internal sealed record PickerSource(string Pattern, string One, string More = "")
{
    public static readonly PickerSource UserRoles = new("/roles", "/api/roles", "type=User");
    public static readonly PickerSource MachineRoles = new("/roles", "/api/roles", "type=MachineToMachine");
    public static readonly PickerSource Organizations = new("/organizations", "/api/organizations") { IsQuick = true };
    public static readonly PickerSource Users = new("/users", "/api/users");
    public static readonly PickerSource Applications = new("/applications", "/api/applications");

    /// <summary>Searched by <c>q</c>, not by the search grammar.</summary>
    public bool IsQuick { get; init; }

    public string QueryOf(string term)
    {
        var query = new QueryBuilder { { "page", "1" }, { "page_size", Picker.Most.ToString(CultureInfo.InvariantCulture) } };
        if (term.Length > 0) query.Add(IsQuick ? "q" : "search", IsQuick ? term : SearchTerm.Pattern(term));
        return $"{One}{query.ToQueryString().ToUriComponent()}{(More.Length > 0 ? "&" + More : "")}";
    }
}
