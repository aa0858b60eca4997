using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>The words for a message (contract/management-misc.md 6): the connector's own; in the mailbox, else ours.</summary>
internal sealed class FindTemplate(BuiltInTemplates builtIn)
{
    /// <returns>Null: nobody wrote one.</returns>
    public Task<MessageTemplate?> ExecuteAsync(ConnectorFactory factory, JsonText config, Message message, string language, CancellationToken ct)
    {
        var template = MessageTemplate.InConfig(config.ToElement(), message.UsageType);
        if (template is null && factory.Delivery == "mailbox") template = builtIn.Of(message.Type, message.UsageType, language);
        return Task.FromResult(template);
    }
}
