using System.Buffers;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.DeviceFlow;

/// <summary>
/// The code that a user types to let a device in: RFC 8628 section 6.1, contract oidc.md section 16. Eight of twenty consonants, about
/// 34 bits: enough for ten minutes, short enough to be typed.
/// </summary>
public static class UserCode
{
    /// <summary>Without vowels no code spells a word, and no two of its letters look alike.</summary>
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    private const int Half = 4;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>The letters of a fresh code.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Alphabet, 2 * Half);

    /// <summary>As people read it: <c>XXXX-XXXX</c>.</summary>
    public static string Show(string letters) => $"{letters[..Half]}-{letters[Half..]}";

    /// <summary>
    /// The letters of a typed code, whatever case, hyphens and spaces it was typed with (RFC 8628 section 6.1); null when it can't be one.
    /// </summary>
    public static string? Normalize(string typed)
    {
        var letters = string.Concat(typed.Where(character => !IsPunctuation(character))).ToUpperInvariant();
        return letters.Length == 2 * Half && !letters.AsSpan().ContainsAnyExcept(Letters) ? letters : null;
    }

    private static bool IsPunctuation(char character) => char.IsWhiteSpace(character) || char.IsPunctuation(character);
}
