using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.EmailTemplates;

/// <summary>The text of a mail, with its <c>{{places}}</c> still open (contract/management-misc.md 6).</summary>
/// <param name="ContentType"><c>text/html</c> or <c>text/plain</c>; null is HTML.</param>
/// <param name="ReplyTo">An address, or null for the connector's.</param>
/// <param name="SendFrom">A sender's name or address, or null for the connector's.</param>
internal sealed record EmailTemplateDetails(string Subject, string Content, string? ContentType, string? ReplyTo, string? SendFrom)
{
    public static EmailTemplateDetails Of(EmailTemplate template) =>
        JsonSerializer.Deserialize(template.Details.Text, EmailTemplateJson.Default.EmailTemplateDetails)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmailTemplateDetails))]
internal sealed partial class EmailTemplateJson : JsonSerializerContext;
