using Gatehouse.Server.Console.Users;

namespace Gatehouse.Server.Console;

/// <summary>
/// GET /console/{tenant}/find?q=…: users, applications and pages of that name. With script it fills the palette (Ctrl-K), which asks for
/// <c>fragment=1</c>; without, it is a page.
/// </summary>
internal sealed class FindPage : IConsolePage
{
    public const string Path = "/find";

    private const int Most = 5;

    public async Task GetAsync(ConsoleVisit visit)
    {
        var term = visit.Query("q").Trim();
        var model = new FindModel(term, PagesOf(visit, term), await UsersAsync(visit, term), await ApplicationsAsync(visit, term));
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

    private static async Task<IReadOnlyList<FoundApplication>> ApplicationsAsync(ConsoleVisit visit, string term)
    {
        if (term.Length == 0 || !visit.Frame.May("GET", "/applications")) return [];
        return (await visit.Api.ListAsync<FoundApplication>("/api/applications" + SearchTerm.Query(term, Most))).Items;
    }
}

internal sealed record FindModel(string Term, IReadOnlyList<FoundPage> Pages, IReadOnlyList<ConsoleUser> Users, IReadOnlyList<FoundApplication> Applications)
{
    public bool IsEmpty => Pages.Count == 0 && Users.Count == 0 && Applications.Count == 0;
}

/// <param name="Icon">Of a symbol in icons.svg.</param>
internal sealed record FoundPage(string Url, string Name, string Icon);

internal sealed record FoundApplication(string Id, string Name, string Type);
