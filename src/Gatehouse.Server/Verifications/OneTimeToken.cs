using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Verifications;

/// <summary>A token for the owner of an e-mail address, good once: the value of a magic link (contract/management-misc.md 9).</summary>
internal sealed class OneTimeToken
{
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromSeconds(600);

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    public required string Email { get; init; }

    /// <summary>The 32 characters of the token: administrators can read it again.</summary>
    public required SealedText Token { get; init; }

    public required string Digest { get; init; }

    /// <summary>A JSON object with <c>jitOrganizationIds</c> and <c>interactionEvent</c>, if given.</summary>
    public required JsonText Context { get; init; }

    public string Status { get; set; } = OneTimeTokenStatus.Active;

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public static string DigestOf(string value) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    /// <summary>The only event that the token is good for; null: for each.</summary>
    public string? InteractionEvent =>
        Context.ToElement().TryGetProperty("interactionEvent", out var chosen) ? chosen.GetString() : null;

    public bool IsExpired(DateTime now) => ExpiresAt <= now;

    /// <summary>What people are shown: an active token whose time is over has expired, though nobody wrote that down.</summary>
    public string StatusAt(DateTime now) => Status == OneTimeTokenStatus.Active && IsExpired(now) ? OneTimeTokenStatus.Expired : Status;
}

/// <summary>The stored states of a token; the names are the wire's.</summary>
internal static class OneTimeTokenStatus
{
    public const string Active = "active";
    public const string Consumed = "consumed";
    public const string Revoked = "revoked";
    public const string Expired = "expired";

    public static string[] All { get; } = [Active, Consumed, Revoked, Expired];
}
