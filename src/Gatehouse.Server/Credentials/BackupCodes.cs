using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Credentials;

/// <summary>Codes that let a user in who has nothing else at hand, each once (contract/experience-api.md 4.8).</summary>
internal static class BackupCodes
{
    private const int Count = 10;
    private const int Length = 10;

    /// <summary>Ten, of ten hexadecimal digits each.</summary>
    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetHexString(Length, lowercase: true))];

    /// <summary>Either case.</summary>
    public static bool AreValid(IReadOnlyList<string> codes) =>
        codes.Count == Count && codes.All(code => code.Length == Length && code.All(char.IsAsciiHexDigit));

    /// <summary>Whether two are one, in whichever case they are written.</summary>
    public static bool AreEqual(string known, string given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(known.ToLowerInvariant()), Encoding.UTF8.GetBytes(given.ToLowerInvariant()));
}
