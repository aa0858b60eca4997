using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>Hashes passwords with Argon2id, and verifies these and imported digests.</summary>
public static class PasswordHashing
{
    private const int TagBytes = 32;
    private const int SaltBytes = 16;
    private const int LongestSaltBytes = 64;

    /// <summary>Hashes a password with Argon2id, version 0x13, and a tag of 32 bytes.</summary>
    /// <param name="password">Taken as given, without Unicode normalisation.</param>
    /// <param name="salt">Random bytes for this one hash: 16 bytes, at most 64.</param>
    /// <param name="cost">What the hash costs now and at each verification.</param>
    /// <exception cref="ArgumentException">The password has a lone surrogate, or the salt is too short or too long.</exception>
    public static StoredPassword Hash(ReadOnlySpan<char> password, ReadOnlySpan<byte> salt, Argon2Cost cost)
    {
        if (salt.Length is < SaltBytes or > LongestSaltBytes)
            throw new ArgumentException("The salt must have 16 to 64 bytes.", nameof(salt));
        using var bytes = PasswordBytes.TryEncode(password)
            ?? throw new ArgumentException("The password has a lone surrogate.", nameof(password));

        var tag = new byte[TagBytes];
        Argon2.Derive(Argon2Variant.Argon2id, bytes.Span, salt, default, default, cost, tag);
        var phc = new PhcString(Argon2Variant.Argon2id, Argon2.Version13, cost, KeyId: null, AssociatedData: [], salt.ToArray(), tag);
        return new StoredPassword(PasswordAlgorithm.Argon2id, phc.Format());
    }

    /// <summary>
    /// Whether this is the password. A digest that <see cref="Check"/> refuses matches no password; nothing here throws.
    /// Tags are compared in constant time.
    /// </summary>
    public static bool Verify(ReadOnlySpan<char> password, StoredPassword stored)
    {
        using var bytes = PasswordBytes.TryEncode(password);
        if (bytes is null)
            return false;

        return stored.Algorithm switch
        {
            PasswordAlgorithm.Argon2i or PasswordAlgorithm.Argon2id or PasswordAlgorithm.Argon2d =>
                ParseArgon2(stored.Algorithm, stored.Digest) is { } phc && VerifyArgon2(bytes.Span, phc),
            PasswordAlgorithm.Bcrypt => BcryptString.TryParse(stored.Digest) is { } bcrypt && bcrypt.Verify(bytes.Span),
            PasswordAlgorithm.MD5 => HexDigest.Verify(HashAlgorithmName.MD5, bytes.Span, stored.Digest),
            PasswordAlgorithm.SHA1 => HexDigest.Verify(HashAlgorithmName.SHA1, bytes.Span, stored.Digest),
            PasswordAlgorithm.SHA256 => HexDigest.Verify(HashAlgorithmName.SHA256, bytes.Span, stored.Digest),
            PasswordAlgorithm.Legacy => LegacyDigest.Verify(bytes.Span, stored.Digest),
            _ => false,
        };
    }

    /// <summary>
    /// Whether a password that has just been verified should be hashed anew: true for everything but Argon2id, version 0x13,
    /// with a salt and a tag as long as ours or longer, and at least the memory and the passes of <paramref name="current"/>.
    /// The number of lanes is no strength, so it may differ.
    /// </summary>
    public static bool NeedsRehash(StoredPassword stored, Argon2Cost current) =>
        stored.Algorithm != PasswordAlgorithm.Argon2id
        || ParseArgon2(stored.Algorithm, stored.Digest) is not { Version: Argon2.Version13 } phc
        || phc.Salt.Length < SaltBytes
        || phc.Hash.Length < TagBytes
        || phc.Cost.MemoryKiB < current.MemoryKiB
        || phc.Cost.Iterations < current.Iterations;

    /// <summary>Checks at import time that a digest is well formed and that verifying it costs no more than we are ready to pay.</summary>
    public static DigestProblem Check(PasswordAlgorithm algorithm, string digest)
    {
        if (algorithm == PasswordAlgorithm.Legacy)
            return LegacyDigest.Check(digest);

        var wellFormed = algorithm switch
        {
            PasswordAlgorithm.Argon2i or PasswordAlgorithm.Argon2id or PasswordAlgorithm.Argon2d =>
                ParseArgon2(algorithm, digest) is not null,
            PasswordAlgorithm.Bcrypt => BcryptString.TryParse(digest) is not null,
            PasswordAlgorithm.MD5 => HexDigest.IsWellFormed(HashAlgorithmName.MD5, digest),
            PasswordAlgorithm.SHA1 => HexDigest.IsWellFormed(HashAlgorithmName.SHA1, digest),
            PasswordAlgorithm.SHA256 => HexDigest.IsWellFormed(HashAlgorithmName.SHA256, digest),
            _ => false,
        };
        return wellFormed ? DigestProblem.None : DigestProblem.InvalidFormat;
    }

    private static PhcString? ParseArgon2(PasswordAlgorithm algorithm, string digest) =>
        PhcString.TryParse(digest) is { } phc && phc.Variant.ToString() == algorithm.ToString() ? phc : null;

    private static bool VerifyArgon2(ReadOnlySpan<byte> password, PhcString phc)
    {
        var tag = new byte[phc.Hash.Length];
        Argon2.Derive(phc.Variant, password, phc.Salt, default, phc.AssociatedData, phc.Cost, tag, phc.Version);
        return CryptographicOperations.FixedTimeEquals(tag, phc.Hash);
    }
}
