using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Ten messages of one kind to one recipient in 600 s, counted from the first of them (contract/experience-api.md 11.3). Codes for whatever
/// purpose are one kind, invitations another. A stranger's client address has its own, larger allowance for all recipients together, so
/// that nobody sends the whole world a code each. One statement counts and decides, so that no two senders share a place.
/// </summary>
internal sealed class LimitMessages(GatehouseDb db, WriteGate gate, GatehouseOptions options, TimeProvider time)
{
    private const int MostToRecipient = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(600);

    public static Refusal TooMany { get; } = new("request.message_rate_limited", 429);

    public async Task<Checked<Done>> TakeAsync(Message message, CancellationToken ct)
    {
        if (options.MessagesPerAddress > 0 && SenderOf(message.AskedFrom) is { } sender
            && !await CountAsync(DigestOf($"from {sender}"), options.MessagesPerAddress, ct)) return TooMany;
        return await CountAsync(DigestOf(message), MostToRecipient, ct) ? new Done() : TooMany;
    }

    private async Task<bool> CountAsync(string digest, int most, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var end = now + Window;
        using (await gate.EnterAsync(ct))
        {
            return await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO message_counts (tenant_id, digest, window_ends_at, sent) VALUES ({db.TenantId}, {digest}, {end}, 1)
                ON CONFLICT (tenant_id, digest) DO UPDATE SET
                    sent = CASE WHEN message_counts.window_ends_at <= {now} THEN 1 ELSE message_counts.sent + 1 END,
                    window_ends_at = CASE WHEN message_counts.window_ends_at <= {now} THEN {end} ELSE message_counts.window_ends_at END
                WHERE message_counts.window_ends_at <= {now} OR message_counts.sent < {most}
                """, ct) > 0;
        }
    }

    /// <summary>
    /// Null: not counted. Of IPv6 the first 64 bits are one sender, who has all the rest. This machine is nobody: what comes from it is its
    /// owner, or everybody through a proxy that is not trusted to say who.
    /// </summary>
    private static string? SenderOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip)) return null;
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip)) return null;
        return ip.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(ip.GetAddressBytes().AsSpan(..8)) : ip.ToString();
    }

    private static string DigestOf(Message message)
    {
        var kind = message.UsageType switch
        {
            MessageUsage.OrganizationInvitation or MessageUsage.UserInvitation => "invitation",
            MessageUsage.NewDevice or MessageUsage.AccountChanged => "notice",
            _ => "code",
        };
        var recipient = message.Type == ConnectorType.Email
            ? message.Recipient.ToLowerInvariant() : new string([.. message.Recipient.Where(char.IsAsciiDigit)]);
        return DigestOf($"{message.Type} {kind} {recipient}");
    }

    private static string DigestOf(string counted) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(counted)));
}
