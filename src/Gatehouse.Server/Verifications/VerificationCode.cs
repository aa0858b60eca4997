using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// A code of six digits that was sent to an address, to be given back once (contract/experience-api.md 11.2). There is one for each
/// <see cref="Key"/>: a new code takes the place of the older. The code itself is kept nowhere.
/// </summary>
internal sealed class VerificationCode
{
    public required string TenantId { get; init; }

    /// <summary>What the code belongs to: see <see cref="KeyOf"/>.</summary>
    public required string Key { get; init; }

    /// <summary><c>email</c> or <c>phone</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The address as it was typed.</summary>
    public required string Recipient { get; set; }

    /// <summary>Of <see cref="Salt"/> and the code.</summary>
    public required string Digest { get; set; }

    public required string Salt { get; set; }

    /// <summary>Wrong codes that were tried so far.</summary>
    public int Tries { get; set; }

    public required DateTime CreatedAt { get; set; }

    public required DateTime ExpiresAt { get; set; }

    /// <param name="owner">Whose code it is: an interaction or a verification record; for the Management API the recipient.</param>
    /// <param name="purpose">The usage type of the message, or another name that keeps codes apart.</param>
    public static string KeyOf(string owner, string purpose, string channel) => Hash($"{channel}\n{purpose}\n{owner}");

    /// <param name="code">Null: nobody was sent one, and nothing matches.</param>
    public static VerificationCode New(string tenantId, string key, string channel, string recipient, string? code, DateTime now, TimeSpan lifetime)
    {
        var salt = NewSalt();
        return new VerificationCode
        {
            TenantId = tenantId, Key = key, Channel = channel, Recipient = recipient, Salt = salt, Digest = code is null ? NewDigest() : DigestOf(salt, code), CreatedAt = now, ExpiresAt = now + lifetime,
        };
    }

    /// <summary>Takes the code of another, as if the row were new.</summary>
    public void Become(VerificationCode fresh) =>
        (Recipient, Salt, Digest, Tries, CreatedAt, ExpiresAt) = (fresh.Recipient, fresh.Salt, fresh.Digest, 0, fresh.CreatedAt, fresh.ExpiresAt);

    public bool Matches(string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest), Encoding.ASCII.GetBytes(DigestOf(Salt, code)));

    /// <summary>Of nothing that could be typed.</summary>
    private static string NewDigest() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));

    private static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private static string DigestOf(string salt, string code) => Hash(salt + '\n' + code);

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
