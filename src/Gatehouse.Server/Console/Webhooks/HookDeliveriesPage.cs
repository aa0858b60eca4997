using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>GET /console/{tenant}/webhooks/{hookId}/deliveries: what was sent and answered. POST sends one of them again.</summary>
internal sealed class HookDeliveriesPage : IConsolePage
{
    public async Task GetAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        var list = new ListState(visit);
        // Without a bound the API tells the last 24 hours.
        var start = list["days"] is "all" ? "0" : Hours(visit, list["days"]);
        var log = await visit.Api.ListAsync<DeliveryEntry>($"{hook.ApiPath}/recent-logs{list.ApiQuery(("logKey", list["logKey"]), ("start_time", start))}");
        await visit.ShowAsync<HookDeliveriesView, HookDeliveriesModel>(hook.Shown, new HookDeliveriesModel(hook, list.Holding(log), log.Items));
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var hook = await ConsoleHook.OfAsync(visit);
        (await visit.Api.PostAsync($"{hook.ApiPath}/deliveries/{Uri.EscapeDataString(visit.Form["eventId"])}/redeliver")).OrThrow();
        visit.Done(hook.Path + "/deliveries", "hook_redelivered");
    }

    private static string Hours(ConsoleVisit visit, string days) => int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 3660
        ? visit.Frame.Now.AddDays(-number).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : "";
}

internal sealed record HookDeliveriesModel(ConsoleHook Hook, ListState List, IReadOnlyList<DeliveryEntry> Deliveries);

/// <summary>One attempt to deliver (contract/management-webhooks.md 2).</summary>
internal sealed record DeliveryEntry(string Id, string Key, JsonElement Payload, long CreatedAt)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Event => Key.Split('.', 2) is [_, var name] ? name : Key;

    public bool IsGood => Text("result") is "Success";

    public int? StatusCode => Payload.TryGetProperty("response", out var response) && response.TryGetProperty("statusCode", out var code) ? code.GetInt32() : null;

    public string? Error => Text("error");

    /// <summary>Null in entries of before there was one.</summary>
    public string? EventId => Text("eventId");

    public string Sent => Payload.TryGetProperty("hookRequest", out var request) && request.TryGetProperty("body", out var body) ? Pretty(body) : "";

    public string Answered => Payload.TryGetProperty("response", out var response) && response.TryGetProperty("body", out var body) ? Pretty(body) : "";

    private string? Text(string name) => Payload.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Pretty(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Indented);
}
