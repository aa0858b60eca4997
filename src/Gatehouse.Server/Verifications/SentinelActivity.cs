using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Phone;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// An attempt to prove something that failed or is still under way, by the identifier it was made for: what lockout counts
/// (contract/experience-api.md 11.1). An attempt stands here before its proof is looked at, and goes when the proof is right: however many
/// come at once, none is looked at that has no row.
/// </summary>
internal sealed class SentinelActivity
{
    /// <summary>Attempts older than this do not count any more.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What an attempt of an end user is made for.</summary>
    public const string User = "User";

    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary><see cref="User"/> or <c>App</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>Of the identifier: nobody's address is kept for having been tried.</summary>
    public required string TargetHash { get; init; }

    /// <summary>One of <see cref="AttemptPool"/>: what is counted together.</summary>
    public required string Pool { get; init; }

    /// <summary>Until when the lock holds that this attempt began. It was answered with the lock, and counts for none after it.</summary>
    public DateTime? BlockedUntil { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>
    /// SHA-256 in hex of the identifier in the one form that all its spellings have: whoever guesses gets no further attempts for capital
    /// letters, a plus or a trunk prefix.
    /// </summary>
    public static string HashOf(string identifier) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalOf(identifier))));

    private static string CanonicalOf(string identifier) =>
        PhoneNumber.TryNormalize(identifier.StartsWith('+') ? identifier[1..] : identifier, out var phone) ? phone : identifier.ToLowerInvariant();
}

/// <summary>The pools of attempts. Kinds of proof in one pool share its allowance.</summary>
internal static class AttemptPool
{
    /// <summary>Passwords, verification codes and one-time tokens, by the identifier that they are given for.</summary>
    public const string Identifier = "Identifier";

    /// <summary>Codes of the authenticator app that a user has, by the id of the user.</summary>
    public const string Totp = "Totp";

    /// <summary>Passkeys as a second factor, by the id of the user.</summary>
    public const string WebAuthn = "WebAuthn";

    /// <summary>Passwords that somebody gives who is signed in already, by the id of the user: apart from what strangers try.</summary>
    public const string Account = "Account";

    /// <summary>By the id of the user.</summary>
    public const string BackupCode = "BackupCode";
}
