using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>GET /console/{tenant}/webhooks/{hookId}/owed: what was given up, or is tried again later. POST sends one or all of it again.</summary>
internal sealed class OwedDeliveriesPage : IConsolePage
{
    public async Task GetAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        var list = new ListState(visit);
        var owed = await visit.Api.ListAsync<OwedDeliveryRow>($"{hook.ApiPath}/deliveries{list.ApiQuery(("state", list["state"]))}");
        await visit.ShowAsync<OwedDeliveriesView, OwedDeliveriesModel>(hook.Shown, new OwedDeliveriesModel(hook, list.Holding(owed), owed.Items));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        if (visit.Form["eventId"] is { Length: > 0 } eventId)
        {
            (await visit.Api.PostAsync($"{hook.ApiPath}/deliveries/{Uri.EscapeDataString(eventId)}/redeliver")).OrThrow();
            visit.Done(hook.Path + "/owed", "hook_redelivered");
            return;
        }

        var sent = (await visit.Api.PostAsync(hook.ApiPath + "/deliveries/redeliver", new JsonObject { ["which"] = "dead" })).OrThrow();
        visit.Done(hook.Path + "/owed", "hook_redelivered_all", sent.Read<Redelivered>().Count.ToString("N0", CultureInfo.InvariantCulture));
    }

    private sealed record Redelivered(long Count);
}

internal sealed record OwedDeliveriesModel(ConsoleHook Hook, ListState List, IReadOnlyList<OwedDeliveryRow> Deliveries);

/// <summary>A delivery that is owed or was given up (docs/webhooks.md). Times in milliseconds since 1970.</summary>
/// <param name="State"><c>pending</c> or <c>dead</c>.</param>
internal sealed record OwedDeliveryRow(
    string EventId, string? Event, string Subject, string State, int Attempts, long OwedSince, long? NextAttemptAt, long? GivenUpAt, string? LastError);
