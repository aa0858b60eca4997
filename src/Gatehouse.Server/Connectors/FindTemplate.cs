using System.Text.Json;
using Gatehouse.Server.EmailTemplates;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// The words for a message (contract/management-misc.md 6): for mail the tenant's templates come first, then the connector's own; in the
/// mailbox, where nobody need write any, ours; and so for the messages that only we send.
/// </summary>
internal sealed class FindTemplate(FindEmailTemplate ofTenant, BuiltInTemplates builtIn)
{
    /// <returns>Null: nobody wrote one.</returns>
    public async Task<MessageTemplate?> ExecuteAsync(ConnectorFactory factory, JsonElement config, Message message, string language, CancellationToken ct)
    {
        if (factory.Delivery is "http") return null;
        if (message.Type == ConnectorType.Email && await ofTenant.ExecuteAsync(message.UsageType, message.Locale, ct) is { } template)
            return MessageTemplate.Read(template.Details.ToElement(), MessageTemplate.Html);
        return MessageTemplate.InConfig(config, message.UsageType)
            ?? (factory.Delivery is "mailbox" || MessageUsage.IsOurs(message.UsageType) ? builtIn.Of(message.Type, message.UsageType, language) : null);
    }
}
