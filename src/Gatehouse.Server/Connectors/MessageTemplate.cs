using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>The words of a message with <c>{{places}}</c> for the payload's members (contract/management-misc.md 6).</summary>
/// <param name="Subject">Of mail only.</param>
/// <param name="ContentType"><c>text/html</c> or <c>text/plain</c>.</param>
/// <param name="Source">The template as it was written, for record files.</param>
internal sealed partial record MessageTemplate(string? Subject, string Content, string ContentType, string? ReplyTo, string? SendFrom, JsonText Source)
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";

    /// <summary>An entry of a connector's <c>templates</c>, or the <c>details</c> of an e-mail template.</summary>
    /// <param name="usualType">The content type of one that names none.</param>
    public static MessageTemplate Read(JsonElement written, string usualType = Plain) => new(
        TextOf(written, "subject"),
        TextOf(written, "content") ?? "",
        (TextOf(written, "contentType") ?? TextOf(written, "type") ?? usualType) == Html ? Html : Plain,
        TextOf(written, "replyTo"),
        TextOf(written, "sendFrom"),
        JsonText.From(written));

    /// <summary>The template of a connector's own configuration: of the usage type, else the generic one.</summary>
    public static MessageTemplate? InConfig(JsonElement config, string usageType)
    {
        if (!config.TryGetProperty("templates", out var templates) || templates.ValueKind != JsonValueKind.Array) return null;
        var found = Of(usageType) ?? (MessageUsage.IsOurs(usageType) ? null : Of(MessageUsage.Generic));
        return found is { } written ? Read(written) : null;

        JsonElement? Of(string usage) => templates.EnumerateArray().Where(entry => TextOf(entry, "usageType") == usage).Select(entry => (JsonElement?)entry).FirstOrDefault();
    }

    /// <summary>
    /// Fills in the payload. In HTML every value is escaped: a name is text, never markup. A place whose first name the payload does not
    /// know stays as it is written, so that a mistake in a template can be seen.
    /// </summary>
    public MessageTemplate Fill(JsonElement payload) => this with
    {
        Subject = Subject is null ? null : OneLine(Substitute(Subject, payload, isHtml: false)),
        Content = Substitute(Content, payload, ContentType == Html),
        ReplyTo = ReplyTo is null ? null : OneLine(Substitute(ReplyTo, payload, isHtml: false)),
        SendFrom = SendFrom is null ? null : OneLine(Substitute(SendFrom, payload, isHtml: false)),
    };

    private static string Substitute(string text, JsonElement payload, bool isHtml) => Place().Replace(text, place =>
    {
        var names = place.Groups[1].Value.Split('.');
        if (!payload.TryGetProperty(names[0], out var value)) return place.Value;
        foreach (var name in names.AsSpan(1))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return "";
        }

        var plain = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => "",
        };
        return isHtml ? WebUtility.HtmlEncode(plain) : plain;
    });

    /// <summary>A line break in a header would begin another header.</summary>
    private static string OneLine(string text) => LineBreaks().Replace(text, " ");

    private static string? TextOf(JsonElement written, string name) =>
        written.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][\w]*(?:\.\w+)*)\s*\}\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"[\r\n\u0085\u2028\u2029]+")]
    private static partial Regex LineBreaks();
}
