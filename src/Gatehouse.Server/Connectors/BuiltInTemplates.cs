using System.Text.Json;
using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Connectors;

/// <summary>What the development mailbox says when nobody wrote a template: sentences of <c>Platform/Texts/messages.*.json</c>.</summary>
internal sealed class BuiltInTemplates(Phrases phrases)
{
    public MessageTemplate Of(ConnectorType type, string usageType, string language)
    {
        var usage = EmailTemplate.Types.Contains(usageType) ? usageType : MessageUsage.Generic;
        var subject = phrases.Say(phrases.Negotiate(language), $"message.{usage}.subject");
        var content = phrases.Say(phrases.Negotiate(language), usage switch
        {
            MessageUsage.OrganizationInvitation => "message.link",
            MessageUsage.UserInvitation => "message.invitation",
            MessageUsage.NewDevice => "message.device",
            MessageUsage.AccountChanged => "message.change",
            _ => "message.code",
        });
        return MessageTemplate.Read(JsonText.Write(json => Write(json, type, subject, content)).ToElement());
    }

    private static void Write(Utf8JsonWriter json, ConnectorType type, string subject, string content)
    {
        json.WriteStartObject();
        if (type == ConnectorType.Email) json.WriteString("subject", subject);
        json.WriteString("content", type == ConnectorType.Email ? content : $"{subject}: {content}");
        json.WriteEndObject();
    }
}
