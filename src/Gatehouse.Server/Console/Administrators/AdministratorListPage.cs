using Gatehouse.Server.Administrators;

namespace Gatehouse.Server.Console.Administrators;

/// <summary>GET /console/{tenant}/settings/administrators: who may use the console, and as what.</summary>
internal sealed class AdministratorListPage(FindAdministrators find) : IConsolePage
{
    public const string Path = "/settings/administrators";

    public async Task GetAsync(ConsoleVisit visit)
    {
        if (!await AdministratorSection.AdmitsAsync(visit)) return;
        await visit.ShowAsync<AdministratorListView, AdministratorListModel>(visit.Say("administrators.title"), new AdministratorListModel(await find.AllAsync(visit.Aborted)));
    }

    public Task PostAsync(ConsoleVisit visit)
    {
        visit.GoTo(Path);
        return Task.CompletedTask;
    }
}

internal sealed record AdministratorListModel(IReadOnlyList<Administrator> Administrators);
