using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Keeps messages in the database, the last <see cref="Kept"/> of a tenant; no message leaves the server (contract/test-mode.md).</summary>
internal sealed class MailboxDelivery(IServiceScopeFactory scopes, CurrentTenant tenant, Sealer sealer, TimeProvider time, ILogger<MailboxDelivery> log) : IDelivery
{
    public const int Kept = 100;

    public string Name => "mailbox";

    public async Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct)
    {
        // A scope of its own: whoever sends may have rows in hand.
        await using var scope = scopes.OfTenant(tenant.Id);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var kept = await work.WriteAsync<Done>(_ => null, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            db.MailboxMessages.RemoveRange(await db.MailboxMessages.OrderByDescending(message => message.Id).Skip(Kept - 1).ToListAsync(ct));
            db.MailboxMessages.Add(new MailboxMessage
            {
                TenantId = db.TenantId,
                Id = Identifier.Sequence(now),
                Type = delivery.Message.Type,
                Recipient = delivery.Message.Recipient,
                UsageType = delivery.Message.UsageType,
                Content = sealer.Seal(ContentOf(delivery).Text),
                CreatedAt = now,
            });
            return new Done();
        }, ct);
        if (kept.Refusal is null) log.MessageStayed(delivery.Message.Type, delivery.Message.UsageType);
        return kept;
    }

    private static JsonText ContentOf(Delivery delivery) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("subject", delivery.Text!.Subject);
        json.WriteString("content", delivery.Text.Content);
        json.WriteString("contentType", delivery.Text.ContentType);
        json.WritePropertyName("payload");
        delivery.Message.Payload.WriteTo(json);
        json.WriteEndObject();
    });
}
