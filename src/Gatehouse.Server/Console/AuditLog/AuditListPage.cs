namespace Gatehouse.Server.Console.AuditLog;

/// <summary>GET /console/{tenant}/audit-log: who did what, the latest first.</summary>
internal sealed class AuditListPage : IConsolePage
{
    public const string Path = "/audit-log";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var entries = await visit.Api.ListAsync<AuditEntryRow>("/api/logs" + list.ApiQuery([.. AuditFilters.ApiPairs(list, visit.Frame.Now)]));
        var users = await Picker.ReadAsync(visit, "userId", PickerSource.Users, list["userId"]);
        var applications = await Picker.ReadAsync(visit, "applicationId", PickerSource.Applications, list["applicationId"]);
        await visit.ShowAsync<AuditListView, AuditListModel>(visit.Say("nav.audit_log"), new AuditListModel(list.Holding(entries), entries.Items, users, applications));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

/// <param name="Users">To filter by, as the applications.</param>
internal sealed record AuditListModel(ListState List, IReadOnlyList<AuditEntryRow> Entries, Picker Users, Picker Applications);

/// <summary>GET /console/{tenant}/audit-log/export: what the list's filters let through, as NDJSON, the oldest first.</summary>
internal sealed class AuditExportPage : IConsolePage
{
    public const string Path = "/audit-log/export";

    public Task GetAsync(ConsoleVisit visit)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        foreach (var (name, value) in AuditFilters.ForExport(new ListState(visit), visit.Frame.Now))
        {
            if (value.Length > 0) query.Add(name, value);
        }

        return visit.Api.PassOnAsync("/api/logs/export" + query.ToQueryString().ToUriComponent());
    }

    public Task PostAsync(ConsoleVisit visit)
    {
        visit.GoTo(AuditListPage.Path);
        return Task.CompletedTask;
    }
}
