using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET /console/{tenant}/applications/{applicationId}/organizations: where a machine acts, with its roles there. It is added on an organization's page.</summary>
internal sealed class ApplicationOrganizationsPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/organizations";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var rows = await visit.Api.ListAsync<AssignedThing>(ConsoleApplication.ApiPathOf(visit) + "/organizations" + list.ApiQuery());
        var application = await ConsoleApplication.ReadAsync(visit);
        await visit.ShowAsync<ApplicationOrganizationsView, ApplicationOrganizationsModel>(
            application.Name, new ApplicationOrganizationsModel(application.ToHead(visit), list.Holding(rows), rows.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record ApplicationOrganizationsModel(ThingHead Head, ListState List, IReadOnlyList<AssignedThing> Rows);
