using System.Text.Json;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>A webhook as the API shows it (contract/management-webhooks.md 1), as far as the console's pages tell it.</summary>
/// <param name="Event">The only event of a webhook of the old kind; null where there are <paramref name="Events"/>.</param>
/// <param name="SigningKey">Masked for whoever may not see it.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
/// <param name="ExecutionStats">Null where it was not asked for.</param>
internal sealed record ConsoleHook(
    string Id, string Name, string? Event, IReadOnlyList<string> Events, JsonElement Config, string SigningKey, bool Enabled, long CreatedAt, HookStats? ExecutionStats)
{
    public string Shown => Name.Length > 0 ? Name : Id;

    public string Url => Config.TryGetProperty("url", out var url) ? url.GetString() ?? "" : "";

    public string Path => "/webhooks/" + Uri.EscapeDataString(Id);

    public string ApiPath => "/api/hooks/" + Uri.EscapeDataString(Id);

    public IReadOnlyList<string> Wanted => Events.Count > 0 || Event is null ? Events : [Event];

    /// <summary>The webhook of the page's address.</summary>
    public static Task<ConsoleHook> OfAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleHook>($"/api/hooks/{visit.RouteForUrl("hookId")}?includeExecutionStats=true");
}

/// <summary>Deliveries of the last 24 hours.</summary>
internal sealed record HookStats(long SuccessCount, long RequestCount);
