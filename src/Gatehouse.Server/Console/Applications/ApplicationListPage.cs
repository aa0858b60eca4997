namespace Gatehouse.Server.Console.Applications;

/// <summary>GET /console/{tenant}/applications: the clients of the OpenID provider.</summary>
internal sealed class ApplicationListPage : IConsolePage
{
    public const string Path = "/applications";

    private const string ThirdParty = "third-party";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var isThirdParty = list["type"] is ThirdParty;
        var applications = await visit.Api.ListAsync<ConsoleApplication>("/api/applications" + list.ApiQuery(
            ("search", SearchTerm.Pattern(list.Search)), ("types", isThirdParty ? "" : list["type"]), ("isThirdParty", isThirdParty ? "true" : "")));
        await visit.ShowAsync<ApplicationListView, ApplicationListModel>(visit.Say("nav.applications"), new ApplicationListModel(list.Holding(applications), applications.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);

    /// <summary>What the list can be narrowed to: values of the address and names of their words.</summary>
    public static IReadOnlyList<(string Value, string Name)> Types(ConsoleFrame frame) =>
    [
        ("", frame.Say("list.all")), ("SPA", frame.Say("application.short_SPA")), ("Native", frame.Say("application.short_Native")),
        ("Traditional", frame.Say("application.short_Traditional")), (ConsoleApplication.Machine, frame.Say("application.short_MachineToMachine")),
        (ThirdParty, frame.Say("application.third_party")),
    ];
}

internal sealed record ApplicationListModel(ListState List, IReadOnlyList<ConsoleApplication> Applications);
