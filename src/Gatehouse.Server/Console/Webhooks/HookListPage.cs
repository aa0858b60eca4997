namespace Gatehouse.Server.Console.Webhooks;

/// <summary>GET /console/{tenant}/webhooks: where events are sent, and how it went in the last 24 hours.</summary>
internal sealed class HookListPage : IConsolePage
{
    public const string Path = "/webhooks";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var list = new ListState(visit);
        var hooks = await visit.Api.ListAsync<ConsoleHook>("/api/hooks" + list.ApiQuery(("includeExecutionStats", "true")));
        await visit.ShowAsync<HookListView, HookListModel>(visit.Say("nav.webhooks"), new HookListModel(list.Holding(hooks), hooks.Items));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record HookListModel(ListState List, IReadOnlyList<ConsoleHook> Hooks);
