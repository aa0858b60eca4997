using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Ten messages of one kind to one recipient in 600 s, counted from the first of them (contract/experience-api.md 11.3). Codes for whatever
/// purpose are one kind, invitations another. One statement counts and decides, so that no two senders share a place.
/// </summary>
internal sealed class LimitMessages(GatehouseDb db, WriteGate gate, TimeProvider time)
{
    private const int Most = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(600);

    public static Refusal TooMany { get; } = new("request.message_rate_limited", 429);

    public async Task<Checked<Done>> TakeAsync(Message message, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var end = now + Window;
        var digest = DigestOf(message);
        int counted;
        using (await gate.EnterAsync(ct))
        {
            counted = await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO message_counts (tenant_id, digest, window_ends_at, sent) VALUES ({db.TenantId}, {digest}, {end}, 1)
                ON CONFLICT (tenant_id, digest) DO UPDATE SET
                    sent = CASE WHEN message_counts.window_ends_at <= {now} THEN 1 ELSE message_counts.sent + 1 END,
                    window_ends_at = CASE WHEN message_counts.window_ends_at <= {now} THEN {end} ELSE message_counts.window_ends_at END
                WHERE message_counts.window_ends_at <= {now} OR message_counts.sent < {Most}
                """, ct);
        }

        return counted > 0 ? new Done() : TooMany;
    }

    private static string DigestOf(Message message)
    {
        var kind = message.UsageType switch
        {
            MessageUsage.OrganizationInvitation or MessageUsage.UserInvitation => "invitation",
            MessageUsage.NewDevice => "notice",
            _ => "code",
        };
        var recipient = message.Type == ConnectorType.Email
            ? message.Recipient.ToLowerInvariant() : new string([.. message.Recipient.Where(char.IsAsciiDigit)]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Type} {kind} {recipient}")));
    }
}
