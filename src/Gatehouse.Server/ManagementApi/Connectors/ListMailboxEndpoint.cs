using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>GET /api/mailbox: the messages that stayed in the development mailbox, the newest first (contract/test-mode.md). Not in Logto.</summary>
internal sealed class ListMailboxEndpoint(GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> Recipient = Schemas.Text.Optional("recipient");
    private static readonly Field<string> Type = Schemas.OneOf("Email", "Sms").Optional("type");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Recipient, Type),
        Answer = Schemas.ListOf(new ObjectSchema(
            Schemas.Text.Required("id"),
            Schemas.OneOf("Email", "Sms").Required("type"),
            Schemas.Text.Required("recipient"),
            Schemas.Text.Required("usageType"),
            Schemas.Text.OrNull().Required("subject"),
            Schemas.Text.Required("content"),
            Schemas.Text.Required("contentType"),
            Schemas.AnyObject.Required("payload"),
            Schemas.Integer.Required("createdAt"))),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        IQueryable<MailboxMessage> messages = db.MailboxMessages.AsNoTracking().OrderByDescending(message => message.Id);
        if (call.Query.Get(Recipient) is { Length: > 0 } recipient) messages = messages.Where(message => message.Recipient == recipient);
        if (call.Query.Get(Type) is { } type)
        {
            var wanted = Enum.Parse<ConnectorType>(type);
            messages = messages.Where(message => message.Type == wanted);
        }

        var found = await messages.Take(MailboxDelivery.Kept).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var message in found) Write(json, message);
            json.WriteEndArray();
        }));
    }

    private void Write(Utf8JsonWriter json, MailboxMessage message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("type", message.Type.ToString());
        json.WriteString("recipient", message.Recipient);
        json.WriteString("usageType", message.UsageType);
        foreach (var member in JsonText.FromStored(sealer.Open(message.Content)).ToElement().EnumerateObject()) member.WriteTo(json);
        json.WriteNumber("createdAt", message.CreatedAt.ToEpochMilliseconds());
        json.WriteEndObject();
    }
}
