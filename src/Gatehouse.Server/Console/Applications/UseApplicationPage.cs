using Gatehouse.Server.Console.Roles;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET /console/{tenant}/applications/{applicationId}/use: how a machine gets a token and lists users with it.</summary>
internal sealed class UseApplicationPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/use";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var application = await ConsoleApplication.ReadAsync(visit);
        var roles = application.IsMachine && visit.Frame.May("GET", "/applications/{applicationId}/roles")
            ? await visit.Api.ListAsync<ConsoleRole>(ConsoleApplication.ApiPathOf(visit) + "/roles?page=1&page_size=1") : null;
        await visit.ShowAsync<UseApplicationView, UseApplicationModel>(application.Name, new UseApplicationModel(application, application.ToHead(visit), roles?.Total == 0 && !application.IsAdmin));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

/// <param name="LacksRoles">A token would allow it nothing.</param>
internal sealed record UseApplicationModel(ConsoleApplication Application, ThingHead Head, bool LacksRoles);
