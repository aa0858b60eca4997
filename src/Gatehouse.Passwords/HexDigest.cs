using System.Buffers;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>The unsalted hash of a password in lower-case hex. Upper case never matches.</summary>
internal static class HexDigest
{
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create("0123456789abcdef");

    public static bool IsWellFormed(HashAlgorithmName algorithm, string digest) =>
        digest.Length == CryptographicOperations.HashData(algorithm, []).Length * 2
        && !digest.AsSpan().ContainsAnyExcept(HexCharacters);

    public static bool Verify(HashAlgorithmName algorithm, ReadOnlySpan<byte> password, string digest) =>
        FixedTimeText.Equals(Convert.ToHexStringLower(CryptographicOperations.HashData(algorithm, password)), digest);
}
