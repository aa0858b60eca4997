using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Verifications;

/// <summary>One attempt to prove something, by the identifier it was made for: what lockout counts (contract/experience-api.md 11.1).</summary>
internal sealed class SentinelActivity
{
    /// <summary>Attempts older than this do not count any more.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary><c>User</c> or <c>App</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>Of the identifier: nobody's address is kept for having been tried.</summary>
    public required string TargetHash { get; init; }

    /// <summary>The kind of proof; kinds of one pool are counted together.</summary>
    public required string Action { get; init; }

    public required bool Succeeded { get; init; }

    /// <summary>The attempt was answered with the lock.</summary>
    public required bool IsBlocked { get; init; }

    /// <summary>Until when the lock holds that this attempt began.</summary>
    public DateTime? BlockedUntil { get; init; }

    public JsonText Payload { get; init; } = JsonText.EmptyObject;

    public required DateTime CreatedAt { get; init; }

    /// <summary>SHA-256 in hex.</summary>
    public static string HashOf(string identifier) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier)));
}
