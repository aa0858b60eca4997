namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET /console/{tenant}/users/{userId}/timeline: what happened to the user and what the user did, by whom, with before and after.</summary>
internal sealed class UserTimelinePage : IConsolePage
{
    public const string Tab = "/timeline";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var entries = await visit.Api.ListAsync<AuditEntryRow>(OneUser.ApiPath(visit) + "/timeline" + list.ApiQuery());
        var user = await OneUser.ReadAsync(visit);
        await visit.ShowAsync<UserTimelineView, UserTimelineModel>(user.Shown, new UserTimelineModel(user, list.Holding(entries), entries.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record UserTimelineModel(ConsoleUser User, ListState List, IReadOnlyList<AuditEntryRow> Entries);
