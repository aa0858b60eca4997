using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>
/// A bcrypt digest in modular crypt format: <c>$2b$12$</c>, 22 characters of salt, 31 of hash. The versions <c>2a</c>, <c>2b</c> and
/// <c>2y</c> mean the same here; they differ only in which mistakes of old C programs their makers had already mended. <c>2x</c>
/// marks hashes made with one of these mistakes.
/// </summary>
internal sealed class BcryptString
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int PrefixLength = 7;
    private const int SaltLength = 22;
    private const int HashLength = 31;
    private const int LeastCost = 4;
    private const int MostCost = 16;

    private readonly bool signExtended;
    private readonly int cost;
    private readonly byte[] salt;
    private readonly byte[] hash;

    private BcryptString(bool signExtended, int cost, byte[] salt, byte[] hash)
    {
        this.signExtended = signExtended;
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    public static BcryptString? TryParse(string text)
    {
        if (text.Length != PrefixLength + SaltLength + HashLength
            || text is not ['$', '2', 'a' or 'b' or 'x' or 'y', '$', >= '0' and <= '9', >= '0' and <= '9', '$', ..])
        {
            return null;
        }

        var cost = (10 * (text[4] - '0')) + (text[5] - '0');
        return cost is >= LeastCost and <= MostCost
            && Decode(text.AsSpan(PrefixLength, SaltLength), Bcrypt.SaltBytes) is { } salt
            && Decode(text.AsSpan(PrefixLength + SaltLength), Bcrypt.HashBytes) is { } hash
            ? new(text[2] == 'x', cost, salt, hash)
            : null;
    }

    public bool Verify(ReadOnlySpan<byte> password)
    {
        Span<byte> derived = stackalloc byte[Bcrypt.HashBytes];
        Bcrypt.Derive(password, salt, cost, signExtended, derived);
        return CryptographicOperations.FixedTimeEquals(derived, hash);
    }

    /// <summary>Decodes bcrypt's own base64; bits beyond the last byte are ignored, as some programs leave them set.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text, int length)
    {
        var bytes = new byte[length];
        var written = 0;
        var bits = 0;
        var bitCount = 0;
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                return null;
            bits = (bits << 6) | value;
            bitCount += 6;
            if (bitCount < 8 || written == length)
                continue;
            bitCount -= 8;
            bytes[written++] = (byte)(bits >> bitCount);
        }

        return bytes;
    }
}
