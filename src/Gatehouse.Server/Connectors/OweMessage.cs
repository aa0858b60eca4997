using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>Promises a message inside the change that is under way. Whoever sends is told when it is saved.</summary>
internal sealed class OweMessage(GatehouseDb db, UnitOfWork work, OwedMessageBell bell, Sealer sealer, TimeProvider time)
{
    public void Execute(Message message)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var content = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", message.Type.ToString());
            json.WriteString("recipient", message.Recipient);
            json.WriteString("usageType", message.UsageType);
            json.WritePropertyName("payload");
            message.Payload.WriteTo(json);
            json.WriteString("locale", message.Locale);
            json.WriteEndObject();
        });
        db.OwedMessages.Add(new OwedMessage { TenantId = db.TenantId, Id = Identifier.Ordered(now), Content = sealer.Seal(content.Text), DueAt = now, CreatedAt = now });
        work.OnceSaved(bell.Ring);
    }

    public static Message Read(string content)
    {
        var stored = JsonText.FromStored(content).ToElement();
        return new Message(
            Enum.Parse<ConnectorType>(stored.GetProperty("type").GetString()!), stored.GetProperty("recipient").GetString()!, stored.GetProperty("usageType").GetString()!,
            JsonText.From(stored.GetProperty("payload"))) { Locale = stored.GetProperty("locale").GetString() };
    }
}

/// <summary>Rings when a message was promised.</summary>
internal sealed class OwedMessageBell : Bell;
