using Gatehouse.Server.Console.Assignments;
using Gatehouse.Server.Console.Users;

namespace Gatehouse.Server.Console;

/// <summary>
/// GET /console/{tenant}/find?q=…: users, organizations, applications, roles and pages of that name. With script it fills the palette (Ctrl-K), which asks for
/// <c>fragment=1</c>; without, it is a page.
/// </summary>
internal sealed class FindPage : IConsolePage
{
    public const string Path = "/find";

    private const int Most = 5;

    public async Task GetAsync(ConsoleVisit visit)
    {
        var term = visit.Query("q").Trim();
        var model = new FindModel(term, PagesOf(visit, term), await UsersAsync(visit, term),
        [
            .. await ThingsAsync(visit, term, PickerSource.Organizations, "organizations", "/organizations/"), .. await ThingsAsync(visit, term, PickerSource.Applications, "applications", "/applications/"),
            .. await ThingsAsync(visit, term, new PickerSource("/roles", "/api/roles"), "roles", "/roles/"),
        ]);
        if (visit.Query("fragment").Length > 0) await ConsoleWriter.WriteFragmentAsync<FindResults, FindModel>(visit.Http, visit.Frame, model);
        else await visit.ShowAsync<FindView, FindModel>(visit.Say("frame.find"), model);
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);

    private static List<FoundPage> PagesOf(ConsoleVisit visit, string term) =>
    [
        .. ConsoleSection.All.Where(section => visit.Frame.May("GET", section.Pattern))
            .Select(section => new FoundPage(visit.Frame.UrlOf(section.Path), visit.Say("nav." + section.Name), section.Name))
            .Where(page => term.Length == 0 || page.Name.Contains(term, StringComparison.CurrentCultureIgnoreCase)),
    ];

    private static async Task<IReadOnlyList<ConsoleUser>> UsersAsync(ConsoleVisit visit, string term)
    {
        if (term.Length == 0 || !visit.Frame.May("GET", "/users")) return [];
        return (await visit.Api.ListAsync<ConsoleUser>("/api/users" + SearchTerm.Query(term, Most))).Items;
    }

    private static async Task<IReadOnlyList<FoundGroup>> ThingsAsync(ConsoleVisit visit, string term, PickerSource source, string name, string path)
    {
        if (term.Length == 0 || !visit.Frame.May("GET", source.Pattern)) return [];
        var found = (await visit.Api.ListAsync<AssignedThing>(source.QueryOf(term))).Items;
        return found.Count == 0 ? [] : [new FoundGroup(name, [.. found.Take(Most).Select(thing => new FoundThing(visit.Frame.UrlOf(path + Uri.EscapeDataString(thing.Id)), thing.Shown, thing.Id))])];
    }
}

/// <param name="Things">What is no user, by what it is.</param>
internal sealed record FindModel(string Term, IReadOnlyList<FoundPage> Pages, IReadOnlyList<ConsoleUser> Users, IReadOnlyList<FoundGroup> Things)
{
    public bool IsEmpty => Pages.Count == 0 && Users.Count == 0 && Things.Count == 0;
}

/// <param name="Name">Of the section and of its symbol in icons.svg.</param>
internal sealed record FoundGroup(string Name, IReadOnlyList<FoundThing> Things);

internal sealed record FoundThing(string Url, string Name, string Id);

/// <param name="Icon">Of a symbol in icons.svg.</param>
internal sealed record FoundPage(string Url, string Name, string Icon);
