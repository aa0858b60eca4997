using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>GET /console/{tenant}/connectors/mailbox: the messages that stayed here, with their codes and links (contract/test-mode.md).</summary>
internal sealed class MailboxPage : IConsolePage
{
    public const string Path = "/connectors/mailbox";

    public async Task GetAsync(ConsoleVisit visit)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        if (visit.Query("type") is "Email" or "Sms") query.Add("type", visit.Query("type"));
        if (visit.Query("recipient").Trim() is { Length: > 0 } recipient) query.Add("recipient", recipient);
        var messages = await visit.Api.ReadAsync<List<KeptMessage>>("/api/mailbox" + query.ToQueryString().ToUriComponent());
        await visit.ShowAsync<MailboxView, MailboxModel>(visit.Say("mailbox.title"), new MailboxModel(messages, visit.Query("type"), visit.Query("recipient")));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

internal sealed record MailboxModel(IReadOnlyList<KeptMessage> Messages, string Type, string Recipient);

/// <summary>A message that stayed in the development mailbox.</summary>
/// <param name="Type"><c>Email</c> or <c>Sms</c>.</param>
/// <param name="ContentType">Of the content: <c>text/plain</c> or <c>text/html</c>.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record KeptMessage(string Id, string Type, string Recipient, string UsageType, string? Subject, string Content, string ContentType, JsonObject Payload, long CreatedAt)
{
    public string? Code => Payload["code"].Shown() is { Length: > 0 } code ? code : null;

    /// <summary>Null where there is none, or where it is no address that a browser may follow.</summary>
    public string? Link => Uri.TryCreate(Payload["link"].Shown(), UriKind.Absolute, out var link) && (link.Scheme is "http" or "https") ? link.AbsoluteUri : null;

    public bool IsHtml => ContentType == "text/html";
}
