using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Passwords;

/// <summary>
/// PBKDF2 (RFC 8018 section 5.2) with the positional arguments salt, iterations, key length in bytes and digest; hex. The salt is
/// text, or bytes when it is written as <c>hex:</c> and hex digits.
/// </summary>
internal sealed class LegacyPbkdf2 : LegacyHash
{
    private const string HexPrefix = "hex:";
    private const int MostIterations = 10_000_000;
    private const int MostKeyBytes = 1024;

    private readonly byte[] salt;
    private readonly int iterations;
    private readonly int keyBytes;
    private readonly HashAlgorithmName digest;

    private LegacyPbkdf2(byte[] salt, int iterations, int keyBytes, HashAlgorithmName digest)
    {
        this.salt = salt;
        this.iterations = iterations;
        this.keyBytes = keyBytes;
        this.digest = digest;
    }

    public static DigestProblem Read(string[] arguments, out LegacyHash? hash)
    {
        hash = null;
        if (arguments is not [var saltText, var iterationsText, var keyBytesText, var digestName, ..]
            || ReadSalt(saltText) is not { } salt
            || ReadNumber(iterationsText, MostIterations) is not { } iterations
            || ReadNumber(keyBytesText, MostKeyBytes) is not { } keyBytes)
        {
            return DigestProblem.InvalidFormat;
        }

        // The framework's PBKDF2 has no MD5.
        if (NamedDigest.TryFind(digestName) is not { } digest || digest == HashAlgorithmName.MD5)
            return DigestProblem.UnsupportedAlgorithm;

        hash = new LegacyPbkdf2(salt, iterations, keyBytes, digest);
        return DigestProblem.None;
    }

    public override string Compute(ReadOnlySpan<byte> password) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, digest, keyBytes));

    private static byte[]? ReadSalt(string text)
    {
        if (!text.StartsWith(HexPrefix, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(text);

        var digits = text.AsSpan(HexPrefix.Length);
        var salt = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, salt, out _, out _) == OperationStatus.Done ? salt : null;
    }

    private static int? ReadNumber(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : null;
}
