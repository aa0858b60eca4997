using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Webhooks;

/// <summary>The form of a webhook, new or not.</summary>
internal static class HookForm
{
    private const int LongestUrl = 2048;

    private static readonly FormMember[] Members =
    [
        new("name", FormMemberKind.Required, "field.name"),
        new("config.url", FormMemberKind.Required, "hooks.url"),
        new("events", FormMemberKind.Choices, "hooks.events"),
        new("enabled", FormMemberKind.Flag, "hooks.enabled"),
        new("config.format", FormMemberKind.Text, "hooks.format"),
        new("config.headers", FormMemberKind.Pairs, "hooks.headers"),
    ];

    public static FormBody Body { get; } = new(Members);

    /// <summary>A new one, before anything is typed.</summary>
    public static JsonObject New() => new() { ["enabled"] = true };

    /// <summary>As the form shows it.</summary>
    public static JsonObject Of(ConsoleHook hook) => new()
    {
        ["name"] = hook.Name,
        ["events"] = new JsonArray([.. hook.Wanted.Select(name => (JsonNode)name)]),
        ["enabled"] = hook.Enabled,
        ["config"] = JsonObject.Create(hook.Config.Clone()),
    };

    /// <summary>The API takes any text; what is no address would never be delivered to.</summary>
    public static ApiProblem? WrongUrl(ConsoleVisit visit) =>
        Uri.TryCreate(visit.Form["config.url"].Trim(), UriKind.Absolute, out var url) && (url.Scheme is "https" or "http") && url.OriginalString.Length <= LongestUrl
            ? null : ApiProblem.Own(visit.Say("hooks.url_wrong"), "config.url");
}
